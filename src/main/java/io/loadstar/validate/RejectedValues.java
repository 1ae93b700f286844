package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.batch.RecordStatus;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Values of some columns whose records are kept out.
 *
 * @param columns that together tell the records
 * @param values each once, columns as named
 * @param reason that the records get
 * @param areNone whether no record is kept out
 * @param areFew whether every executor can hold the values
 */
record RejectedValues(
    List<String> columns, Dataset<Row> values, Reason reason, boolean areNone, boolean areFew) {

  /**
   * Why a record is kept out.
   *
   * @param shown columns whose values are shown
   */
  record Reason(String rule, List<String> shown, String message) {
    static Reason missing(String rule, List<String> columns, String target) {
      return new Reason(rule, columns, "is not in " + target);
    }
  }

  /** Start of the columns that hold the values of a rule; it tells plans apart. */
  static String columnsOf(String rule) {
    return "_missing_" + rule + "_";
  }

  /** The rows, of which those with one of the values are quarantined. */
  Dataset<Row> rejectedFrom(Dataset<Row> rows) {
    if (areNone) {
      return rows;
    }
    String prefix = columnsOf(reason.rule());
    List<Column> named = new ArrayList<>();
    columns.forEach(name -> named.add(col(name).as(prefix + name)));
    named.add(lit(true).as("_is_rejected"));
    Dataset<Row> listed = values.select(named.toArray(Column[]::new));
    Dataset<Row> marked = areFew ? functions.broadcast(listed) : listed;
    Column matches =
        columns.stream()
            .map(name -> rows.col(name).equalTo(marked.col(prefix + name)))
            .reduce(Column::and)
            .orElseThrow();
    Dataset<Row> joined = rows.join(marked, matches, "left");
    Column isBroken =
        RecordStatus.isAccepted().and(functions.coalesce(col("_is_rejected"), lit(false)));
    return RecordStatus.reject(
        joined, rows.columns(), isBroken, reason.rule(), reason.shown(), lit(reason.message()));
  }
}
