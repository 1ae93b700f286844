package io.loadstar.validate;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.batch.RawRows;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FactSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/**
 * Numbers records that are one to a fact and all count, by their place in the input, so that a
 * re-run gives each the same number.
 */
final class RepeatNumbers {
  private static final String TAKEN = "_taken";

  private RepeatNumbers() {}

  /**
   * Rows with {@link ColumnSpec#REPEAT_NUMBER}, from 1 among the accepted ones of equal grain.
   *
   * @param published what the batch has and keeps, whose numbers are taken
   */
  static Dataset<Row> numbered(
      Dataset<Row> rows, FactSpec fact, Optional<PublishedRecords> published) {
    List<Column> groups = new ArrayList<>();
    fact.ownGrain().forEach(name -> groups.add(when(RecordStatus.isAccepted(), col(name))));
    groups.add(when(RecordStatus.isAccepted(), lit(true)));
    Column rank =
        functions
            .row_number()
            .over(
                Window.partitionBy(groups.toArray(Column[]::new))
                    .orderBy(col(RawRows.FILE), col(RawRows.OFFSET)));
    return published
        .map(
            batch ->
                numbered(behind(rows, fact, batch), rows, rank.plus(coalesce(col(TAKEN), lit(0)))))
        .orElseGet(() -> numbered(rows, rows, rank));
  }

  private static Dataset<Row> numbered(Dataset<Row> from, Dataset<Row> rows, Column number) {
    return RecordStatus.changed(
        from,
        rows.columns(),
        Map.of(ColumnSpec.REPEAT_NUMBER, when(RecordStatus.isAccepted(), number)));
  }

  /** Rows with the highest number that the batch has of their grain. */
  private static Dataset<Row> behind(Dataset<Row> rows, FactSpec fact, PublishedRecords batch) {
    List<Column> grain = batch.ownGrain(fact);
    Dataset<Row> known = batch.highestNumbers(fact);
    Dataset<Row> keyed = rows;
    Column isSame = lit(true);
    String[] names = known.columns();
    known = known.toDF(named(names.length));
    for (int i = 0; i < grain.size(); i++) {
      keyed = keyed.withColumn("_own_" + i, grain.get(i));
      isSame = isSame.and(col("_own_" + i).eqNullSafe(col("_known_" + i)));
    }
    return keyed.join(known, isSame, "left");
  }

  private static String[] named(int columns) {
    String[] names = new String[columns];
    for (int i = 0; i < columns - 1; i++) {
      names[i] = "_known_" + i;
    }
    names[columns - 1] = TAKEN;
    return names;
  }
}
