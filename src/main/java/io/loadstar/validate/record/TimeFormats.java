package io.loadstar.validate.record;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.spec.Problems;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.catalyst.util.TimestampFormatter$;

/**
 * Checks a column's formats with the reader of the data itself: a known time is written and read
 * back. Letters that look right may mean something else, such as mm for months.
 */
public final class TimeFormats {
  /** Every part is another number, and the hour is one of the afternoon. */
  private static final LocalDateTime KNOWN = LocalDateTime.of(2004, 11, 23, 17, 48, 39);

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern RUN_OF_LETTERS = Pattern.compile("([A-Za-z])\\1*");
  private static final Pattern SHORT_YEAR = Pattern.compile("(?<![yu])(yy|uu)(?![yu])");
  private static final Pattern HOUR = Pattern.compile("[HhKk]");

  private TimeFormats() {}

  /** Adds a problem for each format that cannot be read, or that reads something else. */
  public static void check(ColumnSpec column, String where, Problems problems) {
    for (String format : column.formats()) {
      problem(format, column)
          .ifPresent(
              problem ->
                  problems.add(
                      column.line(),
                      where + ".columns." + column.name(),
                      "format '" + format + "' " + problem));
    }
  }

  private static Optional<String> problem(String format, ColumnSpec column) {
    if (EpochTimes.isFormat(format)) {
      return Optional.empty();
    }
    if (format.startsWith("epoch")) {
      return Optional.of(
          "is not known: numbers since 1970 are 'epoch_seconds' or 'epoch_milliseconds'.");
    }
    Optional<String> confused = confused(format);
    if (confused.isPresent()) {
      return confused;
    }
    if (hasShortYear(format) && column.pivot().isEmpty()) {
      return Optional.of(
          "has two digits for the year: set 'pivot: 1950' on the column for 1950 to 2049, or the"
              + " first of the hundred years that are meant.");
    }
    try {
      TimestampFormatter formatter =
          TimestampFormatter$.MODULE$.apply(format, ZoneOffset.UTC, true);
      String written = formatter.format(micros(KNOWN));
      LocalDateTime read =
          LocalDateTime.ofInstant(instant(formatter.parse(written)), ZoneOffset.UTC);
      return difference(format, column.type().kind(), written, read);
    } catch (Exception e) {
      if (!isOfTheFormat(e)) {
        throw new IllegalStateException("Spark could not try the format " + format, e);
      }
      return Optional.of(
          "cannot be read"
              + foreign(format)
              + ". Write years as yyyy, months as MM or MMM, days as dd, hours as HH (or hh"
              + " with a), minutes as mm, seconds as ss, fractions as SSS, offsets as XXX.");
    }
  }

  /** Letters that are none of those that the message names. */
  private static String foreign(String format) {
    String letters =
        QUOTED
            .matcher(format)
            .replaceAll("")
            .chars()
            .filter(Character::isLetter)
            .filter(letter -> "yMdHhamsSXxVEGLQD".indexOf(letter) < 0)
            .distinct()
            .mapToObj(letter -> "'" + (char) letter + "'")
            .collect(Collectors.joining(", "));
    return letters.isEmpty() ? "" : ": its " + letters + " is no letter that is understood";
  }

  /** Whether the format writes a year with two digits. */
  static boolean hasShortYear(String format) {
    return SHORT_YEAR.matcher(QUOTED.matcher(format).replaceAll("")).find();
  }

  private static boolean isOfTheFormat(Exception e) {
    return e instanceof DateTimeException
        || e instanceof ParseException
        || e instanceof IllegalArgumentException
        || e instanceof SparkThrowable;
  }

  private static Optional<String> difference(
      String format, Kind kind, String written, LocalDateTime read) {
    String shown = "reads '" + written + "' as ";
    if (!read.toLocalDate().equals(KNOWN.toLocalDate())) {
      return Optional.of(
          shown
              + read.toLocalDate()
              + ", not "
              + KNOWN.toLocalDate()
              + ": it must have year (yyyy), month (MM) and day (dd).");
    }
    boolean hasHour = HOUR.matcher(QUOTED.matcher(format).replaceAll("")).find();
    boolean isOtherHour = kind == Kind.TIMESTAMP && hasHour && read.getHour() != KNOWN.getHour();
    return isOtherHour
        ? Optional.of(
            shown
                + read.toLocalTime()
                + ", not "
                + KNOWN.toLocalTime()
                + ": write HH for hours from 0 to 23, or hh with a for am and pm.")
        : Optional.empty();
  }

  /** Such as MM for months and again for minutes, or DD beside MM. */
  private static Optional<String> confused(String format) {
    Set<String> seen = new HashSet<>();
    Matcher run = RUN_OF_LETTERS.matcher(QUOTED.matcher(format).replaceAll("''"));
    while (run.find()) {
      if (!seen.add(run.group(1))) {
        return Optional.of(
            "has '"
                + run.group(1)
                + "' in two places: M is the month, m the minute; d is the day"
                + " of the month, D of the year.");
      }
    }
    return seen.contains("D") && seen.contains("M")
        ? Optional.of("has 'D', which is the day of the year: write dd for the day of the month.")
        : Optional.empty();
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant(ZoneOffset.UTC));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
