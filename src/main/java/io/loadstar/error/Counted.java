package io.loadstar.error;

/** Numbers of things in messages. */
public final class Counted {
  private Counted() {}

  /**
   * Such as "1 record" or "2 records".
   *
   * @param noun in the singular, one that takes an s
   */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
