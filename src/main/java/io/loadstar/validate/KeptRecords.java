package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.PublishedBatch;
import io.loadstar.batch.RecordsOfFact;
import io.loadstar.batch.RecordsOfFact.NaturalKeyOfMember;
import io.loadstar.error.ViewErrors;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Records of a batch as its tables in the warehouse have kept them, for views over all of them. */
record KeptRecords(SubjectArea area, Star star, PublishedBatch batch) {
  /**
   * All records of a source that the batch has once the added ones are in, in the columns that some
   * table keeps.
   *
   * @param added accepted records, which stand for kept ones of the same key
   */
  Dataset<Row> with(Dataset<Row> added, SourceSpec source, String view) {
    Optional<FactSpec> fact =
        area.facts().stream().filter(one -> one.from().equals(source.name())).findFirst();
    if (fact.isPresent()) {
      return besides(added, ofFact(fact.get()), fact.get().grain());
    }
    DimensionSpec dimension =
        area.dimensions().stream()
            .filter(one -> one.from().equals(source.name()))
            .filter(one -> !one.isJunk() && !one.isChosen())
            .findFirst()
            .orElseThrow(
                () ->
                    ViewErrors.notReplayable(
                        view, source.name(), "no table has a row for each of them"));
    return besides(added, ofDimension(dimension), dimension.identity());
  }

  private Dataset<Row> ofFact(FactSpec fact) {
    FactTable table = star.fact(fact.name());
    Map<String, String> columns = new LinkedHashMap<>();
    fact.keptColumns().forEach(name -> columns.put(name, name));
    for (Measure measure : fact.measures()) {
      boolean isPlain =
          area.source(fact.from()).orElseThrow().column(measure.expression()).isPresent();
      if (isPlain) {
        columns.putIfAbsent(measure.expression(), measure.name());
      }
    }
    List<NaturalKeyOfMember> keys = new ArrayList<>();
    for (DimensionReference reference : fact.dimensions()) {
      boolean isLacking = reference.by().stream().noneMatch(columns::containsKey);
      boolean isNamed = reference.missing() != FactSpec.Missing.UNKNOWN;
      if (!reference.isCalendar() && isLacking && isNamed) {
        String durable = DimensionSpec.durable(reference.keyColumn());
        keys.add(
            new NaturalKeyOfMember(
                table.column(durable).isPresent() ? durable : reference.keyColumn(),
                star.dimension(reference.to()),
                reference.by()));
        // Another reference may be by the same columns.
        reference.by().forEach(name -> columns.putIfAbsent(name, ""));
      }
    }
    columns.values().removeIf(String::isEmpty);
    boolean isDayLacking = isPlainDay(fact) && !columns.containsKey(fact.date());
    if (isDayLacking) {
      columns.put(fact.date(), "date_key");
    }
    Dataset<Row> kept = batch.records(new RecordsOfFact(table, columns, keys));
    return isDayLacking
        ? kept.withColumn(
            fact.date(), functions.to_date(col(fact.date()).cast("string"), "yyyyMMdd"))
        : kept;
  }

  /** Whether its key of the calendar tells its date. */
  private boolean isPlainDay(FactSpec fact) {
    return area.source(fact.from()).orElseThrow().column(fact.date()).orElseThrow().type().kind()
        == ColumnType.Kind.DATE;
  }

  private Dataset<Row> ofDimension(DimensionSpec dimension) {
    DimensionTable table = star.dimension(dimension.name());
    List<String> columns = new ArrayList<>(dimension.identity());
    dimension.attributes().stream()
        .filter(name -> !columns.contains(name) && table.column(name).isPresent())
        .forEach(columns::add);
    return batch.members(table, columns);
  }

  private static Dataset<Row> besides(Dataset<Row> added, Dataset<Row> kept, List<String> key) {
    Dataset<Row> own = columns(added, kept.columns());
    Dataset<Row> keys = columns(own, key.toArray(String[]::new)).distinct();
    for (String name : key) {
      keys = keys.withColumnRenamed(name, "_added_" + name);
    }
    Column isAdded =
        key.stream()
            .map(name -> col(name).eqNullSafe(col("_added_" + name)))
            .reduce(Column::and)
            .orElseThrow();
    return kept.join(keys, isAdded, "left_anti").union(own);
  }

  private static Dataset<Row> columns(Dataset<Row> rows, String[] names) {
    return rows.select(java.util.Arrays.stream(names).map(functions::col).toArray(Column[]::new));
  }
}
