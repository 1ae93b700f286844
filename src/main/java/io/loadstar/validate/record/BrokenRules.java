package io.loadstar.validate.record;

import io.loadstar.spark.StaticMethod;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The reasons of a record by the bits of the rules that it breaks. In SQL this takes functions over
 * arrays, which Spark does not compile, nor anything that stands beside them.
 */
public final class BrokenRules {
  /** Longest part of a value that a reason repeats; the raw record has all of it. */
  private static final int SHOWN_VALUE = 200;

  private static final DataType REASONS =
      DataTypes.createArrayType(
          DataTypes.createStructType(
              new StructField[] {
                field("rule", false),
                field("column", false),
                field("value", true),
                field("message", false),
                field("severity", false)
              }),
          false);

  private BrokenRules() {}

  private static StructField field(String name, boolean isNullable) {
    return DataTypes.createStructField(name, DataTypes.StringType, isNullable);
  }

  /**
   * Array of rule, column, value, message and severity, in the order of the rules.
   *
   * @param bits a long: bit i is set if rule i is broken
   * @param rules array of rule, column, message and severity
   * @param values array of the texts that the rules are about
   */
  static Column reasons(Column bits, Column rules, Column values) {
    return StaticMethod.call(BrokenRules.class, "reasons", REASONS, bits, rules, values);
  }

  /** Called by Spark. */
  public static ArrayData reasons(long bits, ArrayData rules, ArrayData values) {
    Object[] reasons = new Object[Long.bitCount(bits)];
    long left = bits;
    for (int i = 0; i < reasons.length; i++) {
      int rule = Long.numberOfTrailingZeros(left);
      left &= left - 1;
      UTF8String value = values.isNullAt(rule) ? null : values.getUTF8String(rule);
      InternalRow given = rules.getStruct(rule, 4);
      reasons[i] =
          new GenericInternalRow(
              new Object[] {
                given.getUTF8String(0),
                given.getUTF8String(1),
                value == null ? null : value.substring(0, SHOWN_VALUE),
                given.getUTF8String(2),
                given.getUTF8String(3)
              });
    }
    return new GenericArrayData(reasons);
  }
}
