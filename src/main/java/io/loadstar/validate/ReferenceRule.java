package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.RecordStatus;
import io.loadstar.model.KeyForm;
import io.loadstar.spark.SurrogateKey;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Station validate, third part: references. Only the distinct keys of the batch are compared, at
 * scale those of each partition, so that a hot key costs little, and only those that lead nowhere
 * go back to the records.
 */
public final class ReferenceRule {
  private static final String TEXT = "_key_text";

  private ReferenceRule() {}

  /** Keys of the accepted rows as texts, one column. */
  public static Dataset<Row> keys(Dataset<Row> rows, List<String> columns) {
    return values(rows, columns).select(SurrogateKey.naturalKey(columns));
  }

  /** Values of columns of the accepted rows where none of them is null. */
  public static Dataset<Row> values(Dataset<Row> rows, List<String> columns) {
    return complete(rows.filter(RecordStatus.isAccepted()), columns);
  }

  /** Values of columns where none of them is null. */
  static Dataset<Row> complete(Dataset<Row> rows, List<String> columns) {
    Column isComplete =
        columns.stream().map(name -> col(name).isNotNull()).reduce(Column::and).orElseThrow();
    return rows.filter(isComplete)
        .select(columns.stream().map(functions::col).toArray(Column[]::new));
  }

  /**
   * Those of the values that are not known.
   *
   * @param values as {@link #values} gives them
   * @param known as {@link #keys} gives them
   */
  public static Dataset<Row> missing(
      Dataset<Row> values, List<String> columns, Dataset<Row> known) {
    Dataset<Row> wanted = values.withColumn(TEXT, SurrogateKey.naturalKey(columns));
    Dataset<Row> there = known.toDF("_known");
    return wanted.join(there, col(TEXT).equalTo(col("_known")), "left_anti").drop(TEXT);
  }

  /**
   * Those of the values whose keys are not known.
   *
   * @param known surrogate keys as the warehouse stores them, one column
   */
  public static Dataset<Row> missingKeys(
      Dataset<Row> values, List<String> columns, Dataset<Row> known, KeyForm form) {
    Dataset<Row> there = known.toDF("_known");
    return values.join(
        there,
        SurrogateKey.stored(SurrogateKey.of(columns), form).equalTo(col("_known")),
        "left_anti");
  }
}
