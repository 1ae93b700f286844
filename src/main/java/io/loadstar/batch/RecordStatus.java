package io.loadstar.batch;

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

/** What was found of records: their status and their reasons, two columns beside their own. */
public final class RecordStatus {
  /** All broken rules of the record: array of rule, column, value, message, severity; or null. */
  public static final String REASONS = "_reasons";

  /**
   * One of {@link #ACCEPTED}, {@link #QUARANTINED}, {@link #DUPLICATE}, {@link #LEFT_OUT}, {@link
   * #FOREIGN}.
   */
  public static final String STATUS = "_status";

  public static final String ACCEPTED = "accepted";
  public static final String QUARANTINED = "quarantined";
  public static final String DUPLICATE = "duplicate";

  /** Not meant by the source's {@code where}. */
  public static final String LEFT_OUT = "left_out";

  /** Of a file of another batch, to which it belongs: it is none of this batch's records. */
  public static final String FOREIGN = "foreign";

  private RecordStatus() {}

  /** Whether nothing was found against a record, by itself. */
  public static Column isClean() {
    return isAccepted().and(col(REASONS).isNull());
  }

  /** Whether a record is accepted so far. */
  public static Column isAccepted() {
    return col(STATUS).equalTo(ACCEPTED);
  }

  /**
   * Quarantines the rows for which {@code broken} holds, adding a reason.
   *
   * @param names columns that are kept
   * @param columns whose values the reason shows
   * @param message what is wrong, a string
   */
  public static Dataset<Row> reject(
      Dataset<Row> rows,
      String[] names,
      Column broken,
      String rule,
      List<String> columns,
      Column message) {
    Column value =
        columns.isEmpty()
            ? lit(null).cast("string")
            : functions.concat_ws(
                "|", columns.stream().map(name -> col(name).cast("string")).toArray(Column[]::new));
    Column reason =
        functions.struct(
            lit(rule).as("rule"),
            lit(String.join(", ", columns)).as("column"),
            value.as("value"),
            message.as("message"),
            lit(Severity.QUARANTINE.word()).as("severity"));
    Column reasons =
        when(col(REASONS).isNull(), functions.array(reason))
            .otherwise(functions.concat(col(REASONS), functions.array(reason)));
    Column isBroken = functions.coalesce(broken, lit(true));
    return changed(
        rows,
        names,
        Map.of(
            REASONS,
            when(isBroken, reasons).otherwise(col(REASONS)),
            STATUS,
            when(isBroken, lit(QUARANTINED)).otherwise(col(STATUS))));
  }

  /**
   * Some columns, in one step, since Spark analyzes each.
   *
   * @param changed by name, what they are from here on
   */
  public static Dataset<Row> changed(
      Dataset<Row> rows, String[] names, Map<String, Column> changed) {
    return rows.select(
        Arrays.stream(names)
            .map(name -> changed.getOrDefault(name, col(name)).as(name))
            .toArray(Column[]::new));
  }
}
