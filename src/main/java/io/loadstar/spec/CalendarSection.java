package io.loadstar.spec;

import io.loadstar.model.CalendarSpec;
import io.loadstar.model.CalendarSpec.Years;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a project says of the calendar. */
final class CalendarSection {
  private static final Pattern YEARS = Pattern.compile("([0-9]{4})-([0-9]{4})");
  private static final int LONGEST_NAME = 100;

  private CalendarSection() {}

  static CalendarSpec read(YamlSection section, String fingerprint) {
    int firstMonth = section.wholeNumber("fiscal_year_begins").orElse(1);
    if (firstMonth < 1 || firstMonth > 12) {
      section.problem(
          "fiscal_year_begins", "'fiscal_year_begins' is the number of a month, 1 to 12.");
    }
    Optional<Years> years = section.text("years").flatMap(text -> years(text, section));
    Map<LocalDate, String> holidays = new TreeMap<>();
    section.section(
        "holidays",
        named -> named.names().forEach(date -> holidays.put(date(date, named), name(date, named))));
    section.close();
    return new CalendarSpec(firstMonth, years, holidays, fingerprint);
  }

  private static Optional<Years> years(String text, YamlSection section) {
    Matcher years = YEARS.matcher(text);
    if (!years.matches() || years.group(1).compareTo(years.group(2)) > 0) {
      section.problem("years", "'" + text + "' is no range of years such as 2015-2035.");
      return Optional.empty();
    }
    return Optional.of(
        new Years(Integer.parseInt(years.group(1)), Integer.parseInt(years.group(2))));
  }

  private static LocalDate date(String text, YamlSection section) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      section.problem(text, "'" + text + "' is not a date such as 2025-12-25.");
      return LocalDate.EPOCH;
    }
  }

  private static String name(String date, YamlSection section) {
    String name = section.text(date).orElse("");
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      section.problem(date, "a holiday needs a name of 1 to " + LONGEST_NAME + " characters.");
    }
    return name;
  }
}
