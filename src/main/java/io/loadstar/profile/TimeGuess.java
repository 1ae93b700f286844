package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.profile.TypeGuess.Values;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Dates and timestamps, in the usual form or in one of those that people use. */
final class TimeGuess {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?");

  private static final List<String> DATES =
      List.of(
          "yyyy/MM/dd",
          "dd.MM.yyyy",
          "d.M.yyyy",
          "dd/MM/yyyy",
          "MM/dd/yyyy",
          "d/M/yyyy",
          "M/d/yyyy",
          "dd-MM-yyyy",
          "MM-dd-yyyy",
          "dd-MMM-yyyy",
          "yyyyMMdd",
          "d MMM yyyy",
          "MMM d, yyyy");

  private static final List<String> CLOCKS =
      List.of(" HH:mm:ss", " HH:mm", " H:mm", "'T'HH:mm", " hh:mm a", " h:mm a", " HH:mm:ss.SSS");

  /** Names of columns that say when. */
  private static final Pattern WHEN =
      Pattern.compile(
          "(.*_)?(ts|time|timestamp|at|date|day|epoch|when|created|updated|modified|seen)(_(ts|ms|s|millis|seconds|utc|time|at))?");

  private static final Pattern SECONDS = Pattern.compile("[0-9]{9,10}");
  private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{12,13}");

  private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();
  private static final int TRIED = 40;

  private TimeGuess() {}

  /**
   * Whole numbers that count seconds or milliseconds since 1970, as far as name and values tell.
   */
  static Optional<TypeGuess> sinceEpoch(String name, TypeGuess type, Collection<String> values) {
    boolean isWhole = type.kind() == Kind.BIGINT || type.kind() == Kind.INTEGER;
    if (!isWhole || values.isEmpty() || !WHEN.matcher(StarGuess.plain(name)).matches()) {
      return Optional.empty();
    }
    for (String format : List.of("epoch_seconds", "epoch_milliseconds")) {
      Pattern form = format.equals("epoch_seconds") ? SECONDS : MILLISECONDS;
      long fitting = values.stream().filter(value -> form.matcher(value.strip()).matches()).count();
      if (fitting * 20 >= values.size() * 19L) {
        List<String> misfits =
            values.stream()
                .filter(value -> !form.matcher(value.strip()).matches())
                .sorted()
                .toList();
        return Optional.of(TypeGuess.time(format, misfits, type.nulls()));
      }
    }
    return Optional.empty();
  }

  static Optional<TypeGuess> of(Values values) {
    if (values.mostly(DATE)) {
      return Optional.of(TypeGuess.of(Kind.DATE, values.misfits(DATE)));
    }
    if (values.mostly(TIMESTAMP)) {
      return Optional.of(TypeGuess.of(Kind.TIMESTAMP, values.misfits(TIMESTAMP)));
    }
    return formatted(values, Kind.DATE, DATES)
        .or(
            () ->
                formatted(
                    values,
                    Kind.TIMESTAMP,
                    CLOCKS.stream()
                        .flatMap(clock -> withIso().stream().map(date -> date + clock))
                        .toList()));
  }

  private static List<String> withIso() {
    List<String> all = new ArrayList<>(List.of("yyyy-MM-dd"));
    all.addAll(DATES);
    return all;
  }

  private static Optional<TypeGuess> formatted(Values values, Kind kind, List<String> formats) {
    List<String> fitting =
        formats.stream()
            .filter(format -> mayRead(format, values))
            .filter(format -> values.mostly(value -> reads(format, value)))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    // The stricter of two that read the same comes first; another order of day and month is a
    // question.
    String chosen = fitting.get(0);
    Optional<String> other =
        fitting.stream().filter(format -> dayIsFirst(format) != dayIsFirst(chosen)).findFirst();
    List<String> misfits = values.misfits(value -> reads(chosen, value));
    return Optional.of(
        new TypeGuess(
            kind,
            0,
            0,
            Optional.of(chosen),
            other,
            Optional.empty(),
            List.of(),
            misfits,
            misfits.size()));
  }

  private static boolean dayIsFirst(String format) {
    return format.indexOf('d') < format.indexOf('M');
  }

  private static boolean reads(String format, String value) {
    return parsed(format, value).isPresent();
  }

  /** The day of a value in this format; empty if it is not written so. */
  static Optional<LocalDate> date(String format, String value) {
    return parsed(format, value).map(LocalDate::from);
  }

  private static Optional<TemporalAccessor> parsed(String format, String value) {
    try {
      return Optional.of(
          FORMATTERS
              .computeIfAbsent(
                  format,
                  pattern ->
                      DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.US)
                          .withResolverStyle(ResolverStyle.STRICT))
              .parse(value.strip()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A few values tell whether it is worth while to try them all. */
  private static boolean mayRead(String format, Values values) {
    List<String> first = values.some(TRIED);
    return first.stream().filter(value -> reads(format, value)).count() * 2 >= first.size();
  }
}
