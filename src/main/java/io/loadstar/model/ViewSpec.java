package io.loadstar.model;

import io.loadstar.model.SourceSpec.SourceReference;
import java.util.List;

/**
 * Rows that a select makes of the accepted records of a batch.
 *
 * @param sql Spark SQL over sources, by their names
 * @param reads sources that it names
 */
public record ViewSpec(
    String name,
    List<String> reads,
    List<ColumnSpec> columns,
    String sql,
    String description,
    int line)
    implements Relation {

  @Override
  public List<SourceReference> references() {
    return List.of();
  }
}
