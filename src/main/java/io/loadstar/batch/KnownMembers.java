package io.loadstar.batch;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The members of a dimension that other batches have named. */
public interface KnownMembers {
  /**
   * The values with the key that they make.
   *
   * @param columns that the natural key is made of
   */
  Dataset<Row> keyed(Dataset<Row> values, List<String> columns);

  /** Those of {@link #keyed} values whose key is no member's. */
  Dataset<Row> notThere(Dataset<Row> keyed);
}
