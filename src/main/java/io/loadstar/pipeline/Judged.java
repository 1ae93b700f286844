package io.loadstar.pipeline;

import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A source after validation.
 *
 * @param bytes size of its files
 * @param rows every record with its status and reasons
 * @param read how many records the reader saw, known once {@code rows} have been used
 * @param inferred for references that infer members: distinct values that the batch's source lacks
 */
record Judged(
    SourceSpec source,
    long bytes,
    Dataset<Row> rows,
    Supplier<Long> read,
    Map<DimensionReference, Dataset<Row>> inferred) {

  /** Files of this size make rows that every executor can hold; Spark's own limit. */
  private static final long SMALL = 10L << 20;

  boolean isSmall() {
    return bytes <= SMALL;
  }

  Dataset<Row> accepted() {
    return rows.filter(functions.col("_status").equalTo("accepted"));
  }

  Dataset<Row> rejected() {
    return rows.filter(functions.col("_status").equalTo("quarantined"));
  }
}
