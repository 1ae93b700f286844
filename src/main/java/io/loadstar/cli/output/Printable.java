package io.loadstar.cli.output;

/** Texts as a terminal may have them. */
public final class Printable {
  private Printable() {}

  /**
   * A text in which what nobody could see is written out: what a terminal takes for a command,
   * spaces that are not the usual one, and marks that belong to the letter before.
   */
  public static String harmless(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              boolean isCommand =
                  Character.isISOControl(character) && character != '\n' && character != '\t';
              if (isCommand) {
                shown.append(String.format("\\x%02x", character));
              } else if (isUnseen(character)) {
                shown.append(String.format("\\u%04x", character));
              } else {
                shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }

  private static boolean isUnseen(int character) {
    return switch (Character.getType(character)) {
      case Character.SPACE_SEPARATOR -> character != ' ';
      case Character.FORMAT,
          Character.NON_SPACING_MARK,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
