package io.loadstar.model.star;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.Relation;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.FactTable.Moment;
import io.loadstar.model.star.FactTable.Precision;
import io.loadstar.model.star.FactTable.ResolvedKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From the spec of each table to the table it means. */
final class StarTables {
  private static final ColumnType DATE_KEY = ColumnType.of(ColumnType.Kind.INTEGER);

  private StarTables() {}

  static DimensionTable dimension(SubjectArea area, DimensionSpec dimension) {
    return new DimensionTable(
        area.name(),
        dimension.name(),
        DimensionColumns.columns(area, dimension),
        DimensionColumns.joinKeys(dimension),
        DimensionColumns.outriggers(dimension),
        dimension.keyColumn(),
        DimensionColumns.members(area, dimension),
        dimension.unknown(),
        TableLayout.of(dimension),
        dimension.description());
  }

  static FactTable fact(SubjectArea area, FactSpec fact, Map<String, ColumnType> measureTypes) {
    Relation source = area.relation(fact.from()).orElseThrow();
    List<TableColumn> columns = new ArrayList<>();
    Map<String, String> foreignKeys = new LinkedHashMap<>();
    List<ResolvedKey> resolved = new ArrayList<>();
    for (FactSpec.DimensionReference reference : fact.dimensions()) {
      columns.add(key(area, reference));
      foreignKeys.put(
          reference.keyColumn(),
          (reference.isCalendar() ? "shared" : area.name()) + "." + reference.to());
      resolved(area, fact, reference).ifPresent(resolved::add);
    }
    resolved.forEach(key -> columns.add(durableKey(area, key)));
    columns.addAll(groupKeys(area, fact.bridges()));
    columns.add(
        new TableColumn("date_key", DATE_KEY, true, "Date of " + fact.date() + " as yyyymmdd"));
    fact.keptColumns().forEach(name -> columns.add(copied(source, name, isNeeded(fact, name))));
    fact.measures()
        .forEach(
            measure ->
                columns.add(
                    new TableColumn(
                        measure.name(),
                        Objects.requireNonNull(
                            measureTypes.get(fact.name() + "." + measure.name())),
                        false,
                        describe(source, measure))));
    return new FactTable(
        area.name(),
        fact.name(),
        columns,
        fact.bridges().stream().map(BridgeSpec::groupKey).toList(),
        foreignKeys,
        fact.grainColumns(area.type2()),
        fact.grain().contains(fact.date()),
        fact.acrossBatches(),
        resolved,
        dateKeys(fact),
        area.isFromView(fact),
        TableLayout.of(area, fact),
        fact.description());
  }

  private static boolean isNeeded(FactSpec fact, String column) {
    return fact.grain().contains(column) && !fact.nullable().contains(column);
  }

  private static TableColumn key(SubjectArea area, FactSpec.DimensionReference reference) {
    return reference.isCalendar()
        ? new TableColumn(
            reference.keyColumn(),
            DATE_KEY,
            true,
            "Date of " + reference.by().get(0) + " as yyyymmdd")
        : new TableColumn(
            reference.keyColumn(), area.keys().type(), true, "Key of " + reference.to());
  }

  private static Optional<ResolvedKey> resolved(
      SubjectArea area, FactSpec fact, FactSpec.DimensionReference reference) {
    boolean mayBeUnknown = reference.missing() == FactSpec.Missing.UNKNOWN;
    return area.dimension(reference.to())
        .filter(dimension -> dimension.isType2() || mayBeUnknown)
        .map(
            dimension ->
                new ResolvedKey(
                    reference.keyColumn(),
                    DimensionSpec.durable(reference.keyColumn()),
                    dimension.name(),
                    dimension.keyColumn(),
                    dimension.memberKeyColumn(),
                    dimension.isType2(),
                    moment(area, fact, dimension),
                    mayBeUnknown));
  }

  private static Moment moment(SubjectArea area, FactSpec fact, DimensionSpec dimension) {
    if (!area.isByTime(dimension)) {
      return new Moment("date_key", Precision.DATE_KEY);
    }
    ColumnSpec date = area.relation(fact.from()).orElseThrow().column(fact.date()).orElseThrow();
    boolean isTime = date.type().kind() == ColumnType.Kind.TIMESTAMP;
    return new Moment(fact.date(), isTime ? Precision.TIME : Precision.DATE);
  }

  private static TableColumn durableKey(SubjectArea area, ResolvedKey key) {
    String meaning =
        key.isType2()
            ? "Key of the member in " + key.dimension() + ", whichever version"
            : "Key that the member has in " + key.dimension() + " once it is there";
    return new TableColumn(key.durable(), area.keys().type(), true, meaning);
  }

  private static List<String> dateKeys(FactSpec fact) {
    List<String> keys = new ArrayList<>(List.of("date_key"));
    fact.dimensions().stream()
        .filter(FactSpec.DimensionReference::isCalendar)
        .forEach(reference -> keys.add(reference.keyColumn()));
    return keys;
  }

  static BridgeTable bridge(SubjectArea area, BridgeSpec bridge) {
    ColumnSpec array =
        area.source(bridge.from()).orElseThrow().column(bridge.array()).orElseThrow();
    List<TableColumn> columns =
        List.of(
            new TableColumn(
                bridge.groupKey(), area.keys().type(), true, "Group: SHA-256 of its elements"),
            new TableColumn(
                BridgeSpec.ORDINAL,
                ColumnType.of(ColumnType.Kind.INTEGER),
                true,
                "Place of the element in its group, from 1"),
            new TableColumn(
                bridge.element(),
                ColumnType.string(array.type().maxLength()),
                false,
                "One of " + array.name()),
            new TableColumn(
                BridgeSpec.WEIGHT,
                ColumnType.of(ColumnType.Kind.DOUBLE),
                true,
                "1 / elements in the group: weighted sums count every row once"));
    return new BridgeTable(
        area.name(),
        bridge.name(),
        columns,
        List.of(bridge.groupKey(), BridgeSpec.ORDINAL),
        bridge.description());
  }

  static List<TableColumn> groupKeys(SubjectArea area, List<BridgeSpec> bridges) {
    return bridges.stream()
        .map(
            bridge ->
                new TableColumn(
                    bridge.groupKey(), area.keys().type(), true, "Group in " + bridge.name()))
        .toList();
  }

  static TableColumn copied(Relation source, String name, boolean notNull) {
    ColumnSpec column = source.column(name).orElseThrow();
    return new TableColumn(name, column.storedType(), notNull, column.description());
  }

  private static String describe(Relation source, FactSpec.Measure measure) {
    if (!measure.description().isEmpty()) {
      return measure.description().strip();
    }
    return source
        .column(measure.expression())
        .map(ColumnSpec::description)
        .orElse(measure.expression());
  }
}
