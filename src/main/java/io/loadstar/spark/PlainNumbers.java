package io.loadstar.spark;

import java.math.BigDecimal;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Numbers in any form as plain digits: no exponent, and no zeros at the end of a fraction. The
 * value stays what it is.
 */
public final class PlainNumbers {
  /** More digits than any column takes; an exponent must not make a text of gigabytes. */
  private static final int MOST_DIGITS = 400;

  private PlainNumbers() {}

  /** The same number as plain digits; a text that is no number stays as it is. */
  public static Column of(Column text) {
    return StaticMethod.call(PlainNumbers.class, "plain", DataTypes.StringType, text);
  }

  /** Called by Spark. */
  public static @Nullable UTF8String plain(UTF8String text) {
    try {
      BigDecimal number = new BigDecimal(text.toString());
      if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
        return text;
      }
      BigDecimal shortest = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
      return UTF8String.fromString(shortest.toPlainString());
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
