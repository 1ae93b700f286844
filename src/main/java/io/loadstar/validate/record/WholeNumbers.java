package io.loadstar.validate.record;

import io.loadstar.spark.StaticMethod;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Texts of whole numbers: digits, with a sign or without. A cast takes fractions, too, and throws
 * inside where it fails, which costs a thousand times what a number costs.
 */
public final class WholeNumbers {
  private WholeNumbers() {}

  static Column integer(Column text) {
    return StaticMethod.call(WholeNumbers.class, "integer", DataTypes.IntegerType, text);
  }

  static Column bigint(Column text) {
    return StaticMethod.call(WholeNumbers.class, "bigint", DataTypes.LongType, text);
  }

  /** Null if the text is no whole number of four bytes. */
  public static @Nullable Integer integer(UTF8String text) {
    UTF8String.IntWrapper value = new UTF8String.IntWrapper();
    return isShaped(text) && text.toInt(value) ? Integer.valueOf(value.value) : null;
  }

  /** Null if the text is no whole number of eight bytes. */
  public static @Nullable Long bigint(UTF8String text) {
    UTF8String.LongWrapper value = new UTF8String.LongWrapper();
    return isShaped(text) && text.toLong(value) ? Long.valueOf(value.value) : null;
  }

  private static boolean isShaped(UTF8String text) {
    int length = FieldText.end(text);
    int start = length > 1 && (text.getByte(0) == '-' || text.getByte(0) == '+') ? 1 : 0;
    for (int i = start; i < length; i++) {
      if (text.getByte(i) < '0' || text.getByte(i) > '9') {
        return false;
      }
    }
    return length > start;
  }
}
