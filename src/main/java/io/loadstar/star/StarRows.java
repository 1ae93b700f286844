package io.loadstar.star;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.batch.Operation;
import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.BridgeTable;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.StagingTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.spark.ReferredRecord;
import io.loadstar.spark.SparkTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The rows of one table of the star, and the source or view they come from.
 *
 * @param rows in the types and the order of the staging table's columns
 * @param isRowPerRecord whether each record of the source gives one row
 * @param inferred members that facts of the batch are the first to name, each once
 * @param contradicted members of whom the batch says several things, where one record is chosen
 * @param unread keys of members whose records were kept out of a snapshot
 */
public record StarRows(
    StarTable table,
    String source,
    Dataset<Row> rows,
    boolean isRowPerRecord,
    Optional<Dataset<Row>> inferred,
    Optional<Dataset<Row>> unread,
    Optional<Dataset<Row>> contradicted) {

  /** Of all tables, in their order. */
  public static List<StarRows> of(
      SubjectArea area, Star star, Map<String, ? extends AcceptedRecords> records) {
    List<StarRows> all = new ArrayList<>();
    star.dimensions().forEach(table -> all.add(dimension(area, table, records)));
    star.bridges().forEach(table -> all.add(bridge(area, table, records)));
    star.facts().forEach(table -> all.add(fact(area, table, records)));
    return all;
  }

  /** Whether a record was kept out that does not tell whose it is. */
  public boolean isUnreadable() {
    return unread
        .filter(keys -> !keys.filter(keys.col(keys.columns()[0]).isNull()).isEmpty())
        .isPresent();
  }

  /** Staging them, as operations whose plans can be explained. */
  public List<Operation> operations(SubjectArea area, AcceptedRecords records) {
    Map<String, String> causes = new LinkedHashMap<>(records.causes());
    for (SourceReference reference : records.relation().references()) {
      causes.put(ReferredRecord.columnsOf(reference), "records of " + reference.to());
    }
    String groups = area.bridge(table.name()).map(BridgeSpec::array).orElse("");
    List<Operation> operations = new ArrayList<>();
    operations.add(
        Operation.of(
            table.name(),
            "stage " + table.name(),
            rows,
            causes,
            "distinct groups of " + groups,
            ""));
    inferred.ifPresent(
        members ->
            operations.add(
                Operation.of(
                    table.name(),
                    "stage members of " + table.name() + " that only facts name",
                    members,
                    Map.of(),
                    "distinct members that facts name",
                    "")));
    return operations;
  }

  private static StarRows dimension(
      SubjectArea area, DimensionTable table, Map<String, ? extends AcceptedRecords> records) {
    DimensionSpec dimension = area.dimension(table.name()).orElseThrow();
    Dataset<Row> accepted = of(records, dimension.from()).accepted();
    return new StarRows(
        table,
        dimension.from(),
        typed(
            DimensionBuilder.build(
                accepted, dimension, area.source(dimension.from()).orElseThrow()),
            table.staging()),
        !dimension.isJunk() && !dimension.isChosen(),
        table.isInferable() ? inferred(dimension, table, records) : Optional.empty(),
        table.members().deliversChanges()
            ? Optional.empty()
            : of(records, dimension.from())
                .keptOut()
                .map(rows -> typed(UnreadMembers.of(rows, dimension), table.unread())),
        DimensionBuilder.contradicted(accepted, dimension));
  }

  private static StarRows fact(
      SubjectArea area, FactTable table, Map<String, ? extends AcceptedRecords> records) {
    FactSpec fact = area.fact(table.name()).orElseThrow();
    AcceptedRecords source = of(records, fact.from());
    Dataset<Row> rows = source.accepted();
    for (SourceReference reference : source.relation().references()) {
      Set<String> used =
          ReferredRecord.used(
              rows.sparkSession(), area, source.relation(), fact.measures(), reference);
      if (!used.isEmpty()) {
        AcceptedRecords referred = of(records, reference.to());
        Dataset<Row> wanted =
            source.hasRecords() ? referred.records(reference.key(), used) : referred.accepted();
        rows = ReferredRecord.join(rows, reference, wanted, used, referred.isSmall());
      }
    }
    return new StarRows(
        table,
        fact.from(),
        typed(FactBuilder.build(rows, fact, table), table.staging()),
        !table.isFromView(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static StarRows bridge(
      SubjectArea area, BridgeTable table, Map<String, ? extends AcceptedRecords> records) {
    BridgeSpec bridge = area.bridge(table.name()).orElseThrow();
    Dataset<Row> accepted = of(records, bridge.from()).accepted();
    return new StarRows(
        table,
        bridge.from(),
        typed(BridgeBuilder.build(accepted, bridge), table.staging()),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<Dataset<Row>> inferred(
      DimensionSpec dimension,
      DimensionTable table,
      Map<String, ? extends AcceptedRecords> records) {
    List<Dataset<Row>> found = new ArrayList<>();
    for (AcceptedRecords source : records.values()) {
      source
          .inferred()
          .forEach(
              (reference, missing) -> {
                if (reference.to().equals(dimension.name())) {
                  found.add(
                      typed(
                          InferredBuilder.build(missing, reference, dimension), table.inferred()));
                }
              });
    }
    return found.stream().reduce(Dataset::union).map(Dataset::distinct);
  }

  private static AcceptedRecords of(Map<String, ? extends AcceptedRecords> records, String source) {
    return Objects.requireNonNull(records.get(source), source);
  }

  private static Dataset<Row> typed(Dataset<Row> rows, StagingTable table) {
    return rows.select(
        table.columns().stream()
            .map(column -> functions.col(column.name()).cast(SparkTypes.of(column.type())))
            .toArray(Column[]::new));
  }
}
