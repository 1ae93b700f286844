package io.loadstar.model;

/**
 * How numbers are written in a file.
 *
 * @param decimal what stands before the fraction
 * @param group what stands between groups of three digits, {@link #NO_GROUPS} if nothing does
 * @param isAnyForm whether a number may have an exponent, lack digits before or after the point, or
 *     as an integer have a fraction of zeros
 */
public record NumberForm(char decimal, char group, boolean isAnyForm) {
  public static final char NO_GROUPS = '\0';
  public static final NumberForm PLAIN = new NumberForm('.', NO_GROUPS, false);

  public boolean isPlain() {
    return equals(PLAIN);
  }
}
