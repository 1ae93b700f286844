package io.loadstar.cli;

import io.loadstar.error.StreamErrors;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** A time on the command line: a number and s, m or h. */
final class TimeOption {
  private static final Pattern TIME = Pattern.compile("\\d{1,6}[smh]");

  private TimeOption() {}

  static Duration of(String option, String text) {
    if (!TIME.matcher(text).matches()) {
      throw StreamErrors.badTime(option, text);
    }
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }
}
