package io.loadstar.batch;

import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.Relation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What validation has left of a source, or a view's rows, as the star is made of them. */
public interface AcceptedRecords {
  Relation relation();

  /** Whether there may be any. */
  boolean hasRecords();

  /** Records that may be loaded: place, typed columns, status and reasons. */
  Dataset<Row> accepted();

  /**
   * Accepted records, and those that the batch keeps, as far as they are wanted.
   *
   * @param key columns by which others refer to the records
   * @param wanted further columns
   */
  Dataset<Row> records(List<String> key, Set<String> wanted);

  /** Records that the batch's source has and that are kept out of it; empty if there are none. */
  Optional<Dataset<Row>> keptOut();

  /** Whether every executor can hold the records. */
  boolean isSmall();

  /** For references that infer members: distinct values that the batch's source lacks. */
  Map<DimensionReference, Dataset<Row>> inferred();

  /** Why its rows were joined, by the start of a column's name; for those who read plans. */
  Map<String, String> causes();
}
