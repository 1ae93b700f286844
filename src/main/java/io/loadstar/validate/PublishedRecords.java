package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.PublishedBatch;
import io.loadstar.error.BatchErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import io.loadstar.spark.SurrogateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What a batch keeps in the warehouse, as records that come on top of it must be validated by. */
public record PublishedRecords(SubjectArea area, Star star, PublishedBatch batch) {
  /** Keys of the source's records that the batch brought, one column {@code key}. */
  Dataset<Row> keys(SourceSpec source, List<String> key) {
    DimensionSpec dimension =
        dimensionBy(source, key)
            .orElseThrow(() -> BatchErrors.notReplayable(source.name(), String.join(", ", key)));
    DimensionTable table = star.dimension(dimension.name());
    return batch.members(table, List.of(table.members().durableKey())).toDF("key");
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
        .map(dimension -> star.dimension(dimension.name()))
        .filter(table -> columns.stream().allMatch(name -> table.column(name).isPresent()))
        .map(table -> batch.members(table, columns))
        .orElseThrow(() -> BatchErrors.notReplayable(source.name(), String.join(", ", columns)));
  }

  /** Keeps out records of which the batch has another with the same key already. */
  Dataset<Row> refuseRepeated(Dataset<Row> rows, SourceSpec source) {
    Dataset<Row> checked = rows;
    for (DimensionSpec dimension : area.dimensions()) {
      boolean isOne = !dimension.isJunk() && !dimension.isChosen();
      if (dimension.from().equals(source.name()) && isOne) {
        DimensionTable table = star.dimension(dimension.name());
        Column key =
            dimension
                .effective()
                .map(from -> SurrogateKey.ofVersion(dimension.naturalKey(), col(from)))
                .orElse(SurrogateKey.of(dimension.naturalKey()));
        key = SurrogateKey.stored(key, area.keys());
        Dataset<Row> known = batch.members(table, List.of(table.members().unitKey()));
        checked = UniquenessRules.rejectKnown(checked, List.of(key), known, dimension.identity());
      }
    }
    for (FactSpec fact : area.facts()) {
      if (fact.from().equals(source.name())) {
        FactTable table = star.fact(fact.name());
        List<Column> grain = table.grain().stream().map(name -> grain(fact, name)).toList();
        checked = UniquenessRules.rejectKnown(checked, grain, batch.grains(table), fact.grain());
      }
    }
    return checked;
  }

  /** The highest number that the batch has of each grain of a fact whose records repeat. */
  Dataset<Row> highestNumbers(FactSpec fact) {
    FactTable table = star.fact(fact.name());
    Dataset<Row> grains = batch.grains(table);
    Column[] own =
        table.grain().stream()
            .filter(name -> !name.equals(ColumnSpec.REPEAT_NUMBER))
            .map(functions::col)
            .toArray(Column[]::new);
    return grains
        .groupBy(own)
        .agg(functions.max(ColumnSpec.REPEAT_NUMBER).as(ColumnSpec.REPEAT_NUMBER));
  }

  /** The grain of a source's record, as {@link #highestNumbers} has it. */
  List<Column> ownGrain(FactSpec fact) {
    return star.fact(fact.name()).grain().stream()
        .filter(name -> !name.equals(ColumnSpec.REPEAT_NUMBER))
        .map(name -> grain(fact, name))
        .toList();
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
}
