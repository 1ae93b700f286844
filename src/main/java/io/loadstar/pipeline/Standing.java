package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.col;

import io.loadstar.engine.SurrogateKey;
import io.loadstar.error.BatchErrors;
import io.loadstar.members.StandingBatch;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.validate.SetRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a batch keeps in the warehouse, as records that come on top of it must be judged by. */
record Standing(SubjectArea area, List<StarTable> tables, StandingBatch batch) {
  /** Keys of the source's records that the batch brought, one column {@code key}. */
  Dataset<Row> keys(SourceSpec source, List<String> key) {
    DimensionSpec dimension =
        dimensionBy(source, key)
            .orElseThrow(() -> BatchErrors.notReplayable(source.name(), String.join(", ", key)));
    StarTable table = table(dimension.name());
    return batch.members(table, List.of(table.members().orElseThrow().durableKey())).toDF("key");
  }

  /**
   * Records of the source that the batch brought.
   *
   * @param wanted columns; all must be in the dimension that the source feeds
   */
  Dataset<Row> records(SourceSpec source, List<String> key, Set<String> wanted) {
    List<String> columns = new ArrayList<>(key);
    wanted.stream().filter(name -> !key.contains(name)).forEach(columns::add);
    return dimensionBy(source, key)
        .map(dimension -> table(dimension.name()))
        .filter(table -> columns.stream().allMatch(name -> table.column(name).isPresent()))
        .map(table -> batch.members(table, columns))
        .orElseThrow(() -> BatchErrors.notReplayable(source.name(), String.join(", ", columns)));
  }

  /** Keeps out records of which the batch has another with the same key already. */
  Dataset<Row> refuseRepeated(Dataset<Row> rows, SourceSpec source) {
    Dataset<Row> judged = rows;
    for (DimensionSpec dimension : area.dimensions()) {
      if (dimension.from().equals(source.name()) && !dimension.isJunk()) {
        StarTable table = table(dimension.name());
        Column key =
            dimension
                .effective()
                .map(from -> SurrogateKey.ofVersion(dimension.naturalKey(), col(from)))
                .orElse(SurrogateKey.of(dimension.naturalKey()));
        key = SurrogateKey.stored(key, area.keys());
        Dataset<Row> known = batch.members(table, List.of(table.members().orElseThrow().unitKey()));
        judged = SetRules.rejectKnown(judged, List.of(key), known, dimension.identity());
      }
    }
    for (FactSpec fact : area.facts()) {
      if (fact.from().equals(source.name())) {
        StarTable table = table(fact.name());
        List<Column> grain = table.grain().stream().map(name -> grain(fact, name)).toList();
        judged = SetRules.rejectKnown(judged, grain, batch.grains(table), fact.grain());
      }
    }
    return judged;
  }

  /** A column of the grain stands in the source, or is the key that stands for some of it. */
  private Column grain(FactSpec fact, String name) {
    for (DimensionReference reference : fact.dimensions()) {
      String key = reference.keyColumn();
      if (name.equals(key) || name.equals(DimensionSpec.durable(key))) {
        return SurrogateKey.stored(SurrogateKey.of(reference.by()), area.keys());
      }
    }
    return col(name);
  }

  private Optional<DimensionSpec> dimensionBy(SourceSpec source, List<String> key) {
    return area.dimensions().stream()
        .filter(dimension -> dimension.from().equals(source.name()))
        .filter(dimension -> dimension.naturalKey().equals(key))
        .findFirst();
  }

  private StarTable table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
  }
}
