package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.PublishedBatch;
import io.loadstar.batch.RecordsOfFact;
import io.loadstar.batch.RecordsOfFact.NaturalKeyOfMember;
import io.loadstar.error.ViewErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Records of a batch as its tables in the warehouse have kept them, for views over all of them. */
record KeptRecords(SubjectArea area, Star star, PublishedBatch batch) {
  private static final String ADDED = "_added_";

  /**
   * What a table tells of a source's records.
   *
   * @param columns that it tells
   * @param key that tells the records apart
   */
  private record Known(Set<String> columns, List<String> key, Supplier<Dataset<Row>> records) {}

  /**
   * All records of a source that the batch has once the added ones are in.
   *
   * @param added accepted records, which stand for kept ones of the same key
   * @param used columns that are wanted
   */
  Dataset<Row> with(Dataset<Row> added, SourceSpec source, Set<String> used, String view) {
    List<Known> known = known(source);
    Known best =
        known.stream()
            .filter(table -> lacking(table, used).isEmpty())
            .findFirst()
            .orElseThrow(() -> ViewErrors.notReplayable(view, source.name(), reason(known, used)));
    Set<String> wanted = new TreeSet<>(used);
    wanted.addAll(best.key());
    return besides(columns(added, wanted), columns(best.records().get(), wanted), best.key());
  }

  private static Set<String> lacking(Known table, Set<String> used) {
    Set<String> lacking = new TreeSet<>(used);
    lacking.addAll(table.key());
    lacking.removeAll(table.columns());
    return lacking;
  }

  private static String reason(List<Known> known, Set<String> used) {
    return known.isEmpty()
        ? "no table has a row for each of them"
        : "no table keeps their " + String.join(", ", lacking(known.get(0), used));
  }

  private List<Known> known(SourceSpec source) {
    return Stream.concat(
            area.facts().stream()
                .filter(fact -> fact.from().equals(source.name()))
                .map(fact -> ofFact(fact, source)),
            area.dimensions().stream()
                .filter(dimension -> dimension.from().equals(source.name()))
                // Of a record that deletes, nothing is kept.
                .filter(dimension -> source.deletes().isEmpty())
                .filter(dimension -> !dimension.isJunk() && !dimension.isChosen())
                .map(this::ofDimension))
        .toList();
  }

  private Known ofFact(FactSpec fact, SourceSpec source) {
    FactTable table = star.fact(fact.name());
    Map<String, String> columns = new LinkedHashMap<>();
    fact.keptColumns().forEach(name -> columns.put(name, name));
    for (Measure measure : fact.measures()) {
      if (source.column(measure.expression()).isPresent()) {
        columns.putIfAbsent(measure.expression(), measure.name());
      }
    }
    boolean isDayOfKey =
        source.column(fact.date()).orElseThrow().type().kind() == ColumnType.Kind.DATE
            && !columns.containsKey(fact.date());
    if (isDayOfKey) {
      columns.put(fact.date(), "date_key");
    }
    Set<String> names = new TreeSet<>(columns.keySet());
    List<NaturalKeyOfMember> keys = new ArrayList<>();
    for (DimensionReference reference : fact.dimensions()) {
      key(reference, source, table, names)
          .ifPresent(
              key -> {
                keys.add(key);
                names.addAll(key.columns().keySet());
              });
    }
    return new Known(
        names,
        fact.grain(),
        () -> {
          Dataset<Row> kept = batch.records(new RecordsOfFact(table, columns, keys));
          Column day = functions.to_date(col(fact.date()).cast("string"), "yyyyMMdd");
          return isDayOfKey ? kept.withColumn(fact.date(), day) : kept;
        });
  }

  /** What a foreign key tells that is not known yet: of a member that is there, its natural key. */
  private Optional<NaturalKeyOfMember> key(
      DimensionReference reference, SourceSpec source, FactTable table, Set<String> known) {
    boolean isMade = reference.isCalendar() || reference.missing() == Missing.UNKNOWN;
    // Of a key of which a part is missing, the unknown member tells no part.
    boolean isWhole =
        reference.by().size() == 1
            || reference.by().stream()
                .allMatch(name -> source.column(name).filter(ColumnSpec::required).isPresent());
    if (isMade || !isWhole || known.containsAll(reference.by())) {
      return Optional.empty();
    }
    DimensionTable dimension = star.dimension(reference.to());
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < reference.by().size(); i++) {
      String name = reference.by().get(i);
      if (!known.contains(name)) {
        columns.put(name, dimension.members().naturalKey().get(i));
      }
    }
    String durable = DimensionSpec.durable(reference.keyColumn());
    return Optional.of(
        new NaturalKeyOfMember(
            table.column(durable).isPresent() ? durable : reference.keyColumn(),
            dimension,
            columns));
  }

  private Known ofDimension(DimensionSpec dimension) {
    DimensionTable table = star.dimension(dimension.name());
    Set<String> columns = new TreeSet<>();
    Stream.concat(dimension.identity().stream(), dimension.attributes().stream())
        .filter(name -> table.column(name).isPresent())
        .forEach(columns::add);
    return new Known(
        columns, dimension.identity(), () -> batch.members(table, List.copyOf(columns)));
  }

  private static Dataset<Row> besides(Dataset<Row> added, Dataset<Row> kept, List<String> key) {
    Dataset<Row> keys = columns(added, key).distinct();
    for (String name : key) {
      keys = keys.withColumnRenamed(name, ADDED + name);
    }
    Column isAdded =
        key.stream()
            .map(name -> col(name).eqNullSafe(col(ADDED + name)))
            .reduce(Column::and)
            .orElseThrow();
    return kept.join(keys, isAdded, "left_anti").union(added);
  }

  private static Dataset<Row> columns(Dataset<Row> rows, Collection<String> names) {
    return rows.select(names.stream().map(functions::col).toArray(Column[]::new));
  }
}
