package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.lit;

import io.loadstar.spark.StaticMethod;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.util.DateTimeFormatterHelper$;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The day that a text with an offset names: {@code 2025-06-01T00:30:00+02:00} is the first of June,
 * though it is still May in UTC. Spark reads such a text as an instant, of which the day is lost.
 */
public final class WrittenDay {
  private static final Map<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

  private WrittenDay() {}

  static Column of(Column text, String format) {
    return StaticMethod.call(WrittenDay.class, "day", DataTypes.DateType, text, lit(format));
  }

  /** Days since 1970; null for a text that does not have the format. */
  public static @Nullable Integer day(UTF8String text, UTF8String format) {
    try {
      LocalDate day =
          FORMATTERS
              .computeIfAbsent(format.toString(), WrittenDay::formatter)
              .parse(text.toString())
              .query(TemporalQueries.localDate());
      return day == null ? null : Integer.valueOf((int) day.toEpochDay());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** As Spark itself makes it. */
  private static DateTimeFormatter formatter(String format) {
    DateTimeFormatterHelper$ spark = DateTimeFormatterHelper$.MODULE$;
    boolean isParsing = true;
    boolean hasVariableFraction = false;
    return spark.buildFormatter(
        spark.convertIncompatiblePattern(format, isParsing), Locale.US, hasVariableFraction);
  }
}
