package io.loadstar.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What surrounds a command, passed in so that tests can stand in for a shell.
 *
 * @param directory what relative paths are relative to
 * @param isInteractive whether a person looks at {@code out}, rather than a file or a program
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    Map<String, String> environment,
    Path directory,
    boolean isInteractive) {
  /**
   * A text in which what nobody could see is written out: what a terminal takes for a command,
   * spaces that are not the usual one, and marks that belong to the letter before.
   */
  static String harmless(String text) {
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
