package io.loadstar.profile.statistics;

/**
 * The form of a text: {@code AB-1204} is {@code A+-9+}, {@code x7} is {@code a9}; other characters
 * stand for themselves.
 */
final class ValuePattern {
  private static final int LONGEST = 60;
  private static final char MORE = '+';

  private ValuePattern() {}

  static String of(String value) {
    StringBuilder pattern = new StringBuilder();
    char last = 0;
    for (int i = 0; i < value.length() && pattern.length() < LONGEST; i++) {
      char form = form(value.charAt(i));
      boolean isAgain = form == last && Character.isLetterOrDigit(form);
      if (!isAgain) {
        pattern.append(form);
      } else if (pattern.charAt(pattern.length() - 1) != MORE) {
        pattern.append(MORE);
      }
      last = form;
    }
    return pattern.toString();
  }

  private static char form(char character) {
    if (Character.isDigit(character)) {
      return '9';
    }
    if (Character.isUpperCase(character)) {
      return 'A';
    }
    return Character.isLetter(character) ? 'a' : character;
  }
}
