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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * What a batch keeps in the warehouse, as records that come on top of it must be validated by.
 *
 * @param unstated sources of which the batch has said nothing before
 * @param isNews whether the records came after all that the batch has
 */
public record PublishedRecords(
    SubjectArea area, Star star, PublishedBatch batch, Set<String> unstated, boolean isNews) {
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

  /** Compares records with those of the same key that the batch has already. */
  Dataset<Row> compared(Dataset<Row> rows, SourceSpec source) {
    if (unstated.contains(source.name())) {
      return rows;
    }
    Dataset<Row> checked = rows;
    for (DimensionSpec dimension : area.dimensions()) {
      boolean isOne = !dimension.isJunk() && !dimension.isChosen();
      if (dimension.from().equals(source.name()) && isOne) {
        checked = known(dimension).compared(checked, source, area);
      }
    }
    for (FactSpec fact : area.facts()) {
      if (fact.from().equals(source.name())) {
        checked = known(fact, source).compared(checked, source, area);
      }
    }
    return checked;
  }

  private KnownRecords known(DimensionSpec dimension) {
    DimensionTable table = star.dimension(dimension.name());
    Column key =
        dimension
            .effective()
            .map(from -> SurrogateKey.ofVersion(dimension.naturalKey(), col(from)))
            .orElse(SurrogateKey.of(dimension.naturalKey()));
    // Of lists the table has a key to its bridge.
    List<String> kept =
        dimension.attributes().stream().filter(name -> table.column(name).isPresent()).toList();
    List<String> columns = new ArrayList<>(List.of(table.members().unitKey()));
    columns.addAll(kept);
    return new KnownRecords(
        dimension.identity(),
        List.of(SurrogateKey.stored(key, area.keys())),
        table.members().unitKey(),
        byName(kept),
        records -> besideMember(records, batch.members(table, columns)),
        isNews);
  }

  private KnownRecords known(FactSpec fact, SourceSpec source) {
    FactTable table = star.fact(fact.name());
    List<String> columns = new ArrayList<>(List.of(table.leading()));
    Map<String, Column> kept = new LinkedHashMap<>();
    fact.keptColumns().forEach(name -> kept.put(name, col(name)));
    fact.measures().stream()
        .filter(measure -> source.column(measure.expression()).isPresent())
        .forEach(measure -> kept.put(measure.name(), col(measure.expression())));
    for (DimensionReference reference : fact.dimensions()) {
      String durable = DimensionSpec.durable(reference.keyColumn());
      if (!reference.isCalendar()) {
        kept.put(
            table.column(durable).isPresent() ? durable : reference.keyColumn(),
            SurrogateKey.stored(
                reference.missing() == FactSpec.Missing.QUARANTINE
                    ? SurrogateKey.of(reference.by())
                    : SurrogateKey.orUnknown(reference.by()),
                area.keys()));
      }
    }
    kept.keySet().removeIf(name -> table.grain().contains(name) || table.column(name).isEmpty());
    columns.addAll(kept.keySet());
    return new KnownRecords(
        fact.grain(),
        table.grain().stream().map(name -> grain(fact, name)).toList(),
        table.leading(),
        kept,
        records ->
            batch.beside(
                records,
                table,
                KnownRecords.keys(table.grain().size()),
                columns,
                KnownRecords.KNOWN),
        isNews);
  }

  /** Members are few beside facts. */
  private static Dataset<Row> besideMember(Dataset<Row> records, Dataset<Row> members) {
    Dataset<Row> known = members.distinct();
    for (String name : members.columns()) {
      known = known.withColumnRenamed(name, KnownRecords.KNOWN + name);
    }
    Column matches =
        col(KnownRecords.keys(1).get(0)).equalTo(col(KnownRecords.KNOWN + members.columns()[0]));
    return records.join(known, matches, "left");
  }

  private static Map<String, Column> byName(List<String> names) {
    Map<String, Column> columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, col(name)));
    return columns;
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
