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
  Dataset<Row> grains(FactTable fact);

  /** Records of the rows that the batch contributed to a fact, standing or superseded. */
  Dataset<Row> records(RecordsOfFact kept);

  /**
   * Puts beside each record the row of its grain that the batch contributed to a fact, standing or
   * superseded; asks for those grains alone.
   *
   * @param keys columns of the records with the values of the fact's grain, as texts
   * @param columns of the fact; each is added as {@code prefix} and its name, NULL without a row
   */
  Dataset<Row> beside(
      Dataset<Row> records, FactTable fact, List<String> keys, List<String> columns, String prefix);
}
