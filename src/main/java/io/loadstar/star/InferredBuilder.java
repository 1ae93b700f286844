package io.loadstar.star;

import static org.apache.spark.sql.functions.col;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.star.MemberHistory;
import io.loadstar.spark.SurrogateKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Station star: members that only facts name, as far as facts know them: by their natural key. */
public final class InferredBuilder {
  private InferredBuilder() {}

  /**
   * Columns as {@link io.loadstar.model.star.StarTable#inferred} of the dimension's table.
   *
   * @param missing distinct values of the reference's columns that the batch's source lacks
   */
  public static Dataset<Row> build(
      Dataset<Row> missing, DimensionReference reference, DimensionSpec dimension) {
    List<Column> columns = new ArrayList<>();
    boolean isType2 = dimension.isType2();
    columns.add(SurrogateKey.of(reference.by()).as(dimension.memberKeyColumn()));
    for (int i = 0; i < reference.by().size(); i++) {
      columns.add(col(reference.by().get(i)).as(dimension.naturalKey().get(i)));
    }
    if (isType2) {
      columns.add(SurrogateKey.text(reference.by()).as(MemberHistory.NATURAL_KEY));
    }
    return missing.select(columns.toArray(Column[]::new));
  }
}
