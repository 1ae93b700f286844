package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What was found of records: their status and their reasons. */
public final class Marks {
  private Marks() {}

  /** Whether nothing was found against a record, by itself. */
  public static Column isClean() {
    return isAccepted().and(col(Rows.REASONS).isNull());
  }

  /** Whether a record is accepted so far. */
  static Column isAccepted() {
    return col(Rows.STATUS).equalTo(Rows.ACCEPTED);
  }

  /**
   * Quarantines the rows for which {@code broken} holds, adding a reason.
   *
   * @param names columns that are kept
   */
  static Dataset<Row> reject(
      Dataset<Row> rows,
      String[] names,
      Column broken,
      String rule,
      List<String> columns,
      String message) {
    Column value =
        functions.concat_ws(
            "|", columns.stream().map(name -> col(name).cast("string")).toArray(Column[]::new));
    Column reason =
        functions.struct(
            lit(rule).as("rule"),
            lit(String.join(", ", columns)).as("column"),
            value.as("value"),
            lit(message).as("message"),
            lit(Severity.QUARANTINE.word()).as("severity"));
    Column reasons =
        when(col(Rows.REASONS).isNull(), functions.array(reason))
            .otherwise(functions.concat(col(Rows.REASONS), functions.array(reason)));
    Column isBroken = functions.coalesce(broken, lit(true));
    return changed(
        rows,
        names,
        Map.of(
            Rows.REASONS,
            when(isBroken, reasons).otherwise(col(Rows.REASONS)),
            Rows.STATUS,
            when(isBroken, lit(Rows.QUARANTINED)).otherwise(col(Rows.STATUS))));
  }

  /**
   * Some columns, in one step, since Spark analyzes each.
   *
   * @param changed by name, what they are from here on
   */
  static Dataset<Row> changed(Dataset<Row> rows, String[] names, Map<String, Column> changed) {
    return rows.select(
        Arrays.stream(names)
            .map(name -> changed.getOrDefault(name, col(name)).as(name))
            .toArray(Column[]::new));
  }
}
