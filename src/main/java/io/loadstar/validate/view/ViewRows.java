package io.loadstar.validate.view;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.ViewSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A view's rows, of which the star is made as of accepted records.
 *
 * @param accepted the declared columns
 * @param hasRecords whether there may be any rows
 * @param inferred for references that infer members: distinct values that the batch's source lacks
 */
public record ViewRows(
    ViewSpec relation,
    Dataset<Row> accepted,
    boolean hasRecords,
    Map<DimensionReference, Dataset<Row>> inferred)
    implements AcceptedRecords {

  /** No source refers to a view. */
  @Override
  public Dataset<Row> records(List<String> key, Set<String> wanted) {
    return accepted;
  }

  @Override
  public Optional<Dataset<Row>> keptOut() {
    return Optional.empty();
  }

  @Override
  public boolean isSmall() {
    return false;
  }

  @Override
  public Map<String, String> causes() {
    return Map.of();
  }
}
