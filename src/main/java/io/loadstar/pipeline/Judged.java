package io.loadstar.pipeline;

import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A source after validation.
 *
 * @param bytes size of its files
 * @param clean records that nothing was found against, where they are held apart
 * @param judged every other record with its status and reasons
 * @param read how many records the reader saw, known once the rows have been used
 * @param inferred for references that infer members: distinct values that the batch's source lacks
 * @param hasRecords whether there may be any rows
 * @param standing what the batch keeps beside these rows
 */
record Judged(
    SourceSpec source,
    long bytes,
    Optional<Clean> clean,
    Dataset<Row> judged,
    Supplier<Long> read,
    Map<DimensionReference, Dataset<Row>> inferred,
    boolean hasRecords,
    Optional<Standing> standing) {

  /** Files of this size make rows that every executor can hold; Spark's own limit. */
  private static final long SMALL = 10L << 20;

  /** So many keys can be held by every executor, unless they are long ones. */
  private static final long FEW_KEYS = 1L << 18;

  private static final long SHORT_KEYS = 32L << 20;

  /** Whether every executor can hold the keys of all records. */
  boolean hasFewKeys() {
    long records = clean.map(own -> own.count() + own.others()).orElse(Long.MAX_VALUE);
    return isSmall() || (records <= FEW_KEYS && bytes <= SHORT_KEYS);
  }

  /** Whether every executor can hold the records themselves. */
  boolean isSmall() {
    return bytes <= SMALL;
  }

  /** Every record with its status and reasons. */
  Dataset<Row> rows() {
    return clean.map(own -> own.rows().union(judged)).orElse(judged);
  }

  Dataset<Row> accepted() {
    Dataset<Row> accepted = judged.filter(functions.col("_status").equalTo("accepted"));
    return clean.map(own -> own.rows().union(accepted)).orElse(accepted);
  }

  /** Accepted records, and those that the batch keeps, as far as they are wanted. */
  Dataset<Row> records(List<String> key, Set<String> wanted) {
    if (standing.isEmpty()) {
      return accepted();
    }
    Dataset<Row> kept = standing.get().records(source, key, wanted);
    return accepted()
        .select(Arrays.stream(kept.columns()).map(functions::col).toArray(Column[]::new))
        .union(kept);
  }

  Judged inferring(Map<DimensionReference, Dataset<Row>> members) {
    return new Judged(source, bytes, clean, judged, read, members, hasRecords, standing);
  }

  Dataset<Row> rejected() {
    return judged.filter(functions.col("_status").equalTo("quarantined"));
  }
}
