package io.loadstar.star;

import io.loadstar.spark.StaticMethod;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Keys of the calendar: dates as the integers yyyymmdd. */
public final class DateKeys {
  private DateKeys() {}

  /** The key of a date, or of a time's date in UTC; NULL of NULL. */
  static Column of(Column day) {
    return StaticMethod.call(DateKeys.class, "key", DataTypes.IntegerType, day);
  }

  /** Called by Spark: days since 1970. */
  public static int key(int day) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
  }

  /** Called by Spark: microseconds since 1970. */
  public static int key(long time) {
    return key((int) Math.floorDiv(time, TimeUnit.DAYS.toMicros(1)));
  }
}
