package io.loadstar.validate.record;

import io.loadstar.model.ColumnSpec;
import io.loadstar.spark.Tried;
import io.loadstar.spec.Problems;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Checks a column's default, by the rules of the column. */
public final class DefaultValue {
  private DefaultValue() {}

  /** What stands in for bad values must itself be a good one. */
  public static void check(ColumnSpec column, String where, SparkSession spark, Problems problems) {
    if (column.defaultValue().isEmpty()) {
      return;
    }
    ColumnRules checks = new ColumnRules(column, false, false, true);
    Column text = functions.lit(column.defaultValue().get());
    RuleBits bits = new RuleBits("_bits", checks.checks());
    List<Row> reasons =
        spark
            .range(1)
            .select(
                text.as(column.name()), text.as(checks.parsed()), Tried.of(text).as(checks.tried()))
            .withColumn(checks.typed(), checks.typedValue())
            .select(
                Stream.concat(Stream.of(functions.col("*")), bits.columns().stream())
                    .toArray(Column[]::new))
            .select(functions.explode(bits.reasons()).as("reason"))
            .select("reason.message")
            .collectAsList();
    for (Row reason : reasons) {
      problems.add(
          column.line(),
          where + ".columns." + column.name(),
          "default '" + column.defaultValue().get() + "' " + reason.getString(0) + ".");
    }
  }
}
