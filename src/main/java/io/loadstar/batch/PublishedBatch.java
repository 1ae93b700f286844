package io.loadstar.batch;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a batch has in the warehouse already. */
public interface PublishedBatch {
  /**
   * What the batch said of a dimension's members.
   *
   * @param columns of the dimension's history
   */
  Dataset<Row> members(DimensionTable dimension, List<String> columns);

  /** What tells apart the rows that the batch contributed to a fact, standing or superseded. */
  default Dataset<Row> grains(FactTable fact) {
    return rows(fact, fact.grain());
  }

  /** Rows that the batch contributed to a fact, standing or superseded. */
  Dataset<Row> rows(FactTable fact, List<String> columns);
}
