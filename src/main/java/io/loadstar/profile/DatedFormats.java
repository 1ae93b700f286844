package io.loadstar.profile;

import io.loadstar.batch.SampledFile;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Of two formats that read all values, the one whose dates are near those in the files' names. */
final class DatedFormats {
  private static final int NEAR = 3;

  private DatedFormats() {}

  /** The column in the likelier format; the other one stays a question. */
  static ColumnProfile chosen(
      ColumnProfile column,
      List<SampledFile> files,
      Function<SampledFile, Optional<LocalDate>> days) {
    Optional<String> format = column.type().format();
    Optional<String> other = column.type().otherFormat();
    if (format.isEmpty() || other.isEmpty()) {
      return column;
    }
    return near(column.name(), other.get(), files, days)
            > near(column.name(), format.get(), files, days)
        ? column.as(column.type().swapped())
        : column;
  }

  private static long near(
      String column,
      String format,
      List<SampledFile> files,
      Function<SampledFile, Optional<LocalDate>> days) {
    long near = 0;
    for (SampledFile file : files) {
      Optional<LocalDate> day = days.apply(file);
      int index = file.names().indexOf(column);
      if (day.isPresent() && index >= 0) {
        near +=
            file.rows().stream()
                .map(row -> row.get(index))
                .filter(value -> value != null && isNear(value, format, day.get()))
                .count();
      }
    }
    return near;
  }

  private static boolean isNear(String value, String format, LocalDate day) {
    return TimeGuess.date(format, value)
        .filter(date -> Math.abs(ChronoUnit.DAYS.between(date, day)) <= NEAR)
        .isPresent();
  }
}
