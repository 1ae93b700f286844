package io.loadstar.validate.record;

import io.loadstar.spark.StaticMethod;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Times that are written as the number of seconds or milliseconds since 1970 in UTC. */
public final class EpochTimes {
  private static final Set<String> FORMATS = Set.of("epoch_seconds", "epoch_milliseconds");

  /** Years 1 to 9999, so that a number of another unit is none. */
  private static final long FIRST = -62_135_596_800_000_000L;

  private static final long LAST = 253_402_300_799_999_999L;

  private EpochTimes() {}

  /** Whether a format is a word for such times. */
  static boolean isFormat(String format) {
    return FORMATS.contains(format);
  }

  /** The time of a text; NULL of one that is no whole number, or of no time there is. */
  static Column time(Column text, String format) {
    String method = format.substring("epoch_".length());
    return StaticMethod.call(EpochTimes.class, method, DataTypes.TimestampType, text);
  }

  /** Called by Spark: microseconds since 1970. */
  public static @Nullable Long seconds(UTF8String text) {
    return microseconds(text, 1_000_000);
  }

  /** Called by Spark: microseconds since 1970. */
  public static @Nullable Long milliseconds(UTF8String text) {
    return microseconds(text, 1_000);
  }

  private static @Nullable Long microseconds(UTF8String text, long each) {
    Long number = WholeNumbers.bigint(text);
    return number == null || number < FIRST / each || number > LAST / each
        ? null
        : Long.valueOf(number * each);
  }
}
