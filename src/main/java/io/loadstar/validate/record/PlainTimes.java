package io.loadstar.validate.record;

import io.loadstar.spark.StaticMethod;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as most files have them, {@code 2025-06-01} and {@code 2025-06-01 12:30:00}, read
 * ten times as fast as a pattern and a cast do it. Times in other forms are left to those.
 */
public final class PlainTimes {
  private static final int DATE = "2025-06-01".length();
  private static final int SECOND = "2025-06-01 12:30:00".length();
  private static final int MOST_DIGITS = 6;

  private PlainTimes() {}

  static Column date(Column text) {
    return StaticMethod.call(PlainTimes.class, "date", DataTypes.DateType, text);
  }

  static Column timestamp(Column text) {
    return StaticMethod.call(PlainTimes.class, "timestamp", DataTypes.TimestampType, text);
  }

  /** Days since 1970; null for other texts, also for days that no calendar has. */
  public static @Nullable Integer date(UTF8String text) {
    if (FieldText.end(text) != DATE) {
      return null;
    }
    int day = epochDay(text);
    return day == Integer.MIN_VALUE ? null : Integer.valueOf(day);
  }

  /** Microseconds since 1970, the time being UTC; null for other texts. */
  public static @Nullable Long timestamp(UTF8String text) {
    int length = text.numBytes();
    if (length < SECOND || (text.getByte(DATE) != ' ' && text.getByte(DATE) != 'T')) {
      return null;
    }
    int day = epochDay(text);
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    int micros = length == SECOND ? 0 : fraction(text);
    boolean isTime =
        (text.getByte(13) == ':' && text.getByte(16) == ':')
            && (hour >= 0 && hour < 24 && minute >= 0 && minute < 60)
            && (second >= 0 && second < 60 && micros >= 0);
    if (day == Integer.MIN_VALUE || !isTime) {
      return null;
    }
    long seconds = TimeUnit.DAYS.toSeconds(day) + hour * 3600L + minute * 60L + second;
    return seconds * 1_000_000L + micros;
  }

  private static int epochDay(UTF8String text) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    boolean isDate =
        (text.getByte(4) == '-' && text.getByte(7) == '-')
            && (year > 0 && month > 0 && month <= 12)
            && (day > 0 && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth()));
    return isDate ? (int) LocalDate.of(year, month, day).toEpochDay() : Integer.MIN_VALUE;
  }

  /** Microseconds after a point; -1 if there are other things than digits, or too many. */
  private static int fraction(UTF8String text) {
    int digits = text.numBytes() - SECOND - 1;
    if (text.getByte(SECOND) != '.' || digits < 1 || digits > MOST_DIGITS) {
      return -1;
    }
    int value = number(text, SECOND + 1, digits);
    for (int i = digits; i < MOST_DIGITS && value > 0; i++) {
      value *= 10;
    }
    return value;
  }

  /** -1 if there are other things than digits. */
  private static int number(UTF8String text, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = text.getByte(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
