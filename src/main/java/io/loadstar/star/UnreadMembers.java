package io.loadstar.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.DimensionSpec;
import io.loadstar.spark.SurrogateKey;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Station star: of records that were kept out, whose they are. */
final class UnreadMembers {
  private UnreadMembers() {}

  /** Keys of members, each once; NULL for records whose natural key could not be read. */
  static Dataset<Row> of(Dataset<Row> keptOut, DimensionSpec dimension) {
    Column isReadable =
        dimension.naturalKey().stream()
            .map(name -> col(name).isNotNull())
            .reduce(Column::and)
            .orElseThrow();
    return keptOut
        .select(
            when(isReadable, SurrogateKey.of(dimension.naturalKey()))
                .as(dimension.memberKeyColumn()))
        .distinct();
  }
}
