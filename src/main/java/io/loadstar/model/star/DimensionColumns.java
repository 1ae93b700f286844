package io.loadstar.model.star;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.DimensionTable.OutriggerKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** From a dimension's spec to its table. */
final class DimensionColumns {
  private DimensionColumns() {}

  static List<TableColumn> columns(SubjectArea area, DimensionSpec dimension) {
    SourceSpec source = area.source(dimension.from()).orElseThrow();
    List<TableColumn> columns = new ArrayList<>();
    columns.add(key(area, dimension));
    if (dimension.isType2()) {
      columns.add(
          new TableColumn(
              dimension.durableKeyColumn(),
              area.keys().type(),
              true,
              "Key of the member, the same in all its versions: SHA-256 of the natural key"));
    }
    dimension.naturalKey().forEach(name -> columns.add(StarTables.copied(source, name, false)));
    dimension.attributes().forEach(name -> columns.add(StarTables.copied(source, name, false)));
    columns.addAll(StarTables.groupKeys(area, dimension.bridges()));
    dimension
        .outriggers()
        .forEach(
            reference ->
                columns.add(
                    new TableColumn(
                        reference.keyColumn(),
                        area.keys().type(),
                        true,
                        "Key of " + reference.to())));
    if (area.isInferable(dimension)) {
      columns.add(
          flag(MemberHistory.IS_INFERRED, "Whether only facts have named the member so far"));
    }
    if (dimension.isType2()) {
      ColumnType type = members(area, dimension).boundType();
      boolean isByTime = area.isByTime(dimension);
      String from = isByTime ? "Time from which the version is valid" : "First day of the version";
      String to = (isByTime ? "Time from" : "Day on") + " which it is no longer valid";
      columns.add(new TableColumn("valid_from", type, true, from));
      columns.add(new TableColumn("valid_to", type, true, to));
      columns.add(flag("is_current", "Whether the version is open"));
    }
    return columns;
  }

  static List<String> joinKeys(DimensionSpec dimension) {
    return Stream.concat(
            dimension.bridges().stream().map(BridgeSpec::groupKey),
            dimension.outriggers().stream().map(DimensionReference::keyColumn))
        .toList();
  }

  static List<OutriggerKey> outriggers(DimensionSpec dimension) {
    return dimension.outriggers().stream()
        .map(key -> new OutriggerKey(key.keyColumn(), key.to(), key.by()))
        .toList();
  }

  private static TableColumn key(SubjectArea area, DimensionSpec dimension) {
    String meaning =
        dimension.isType2()
            ? "Surrogate key of the version: SHA-256 of natural key and valid_from"
            : "Surrogate key: SHA-256 of the natural key";
    return new TableColumn(dimension.keyColumn(), area.keys().type(), true, meaning);
  }

  private static TableColumn flag(String name, String description) {
    return new TableColumn(name, ColumnType.of(ColumnType.Kind.BOOLEAN), true, description);
  }

  static MemberHistory members(SubjectArea area, DimensionSpec dimension) {
    boolean isType2 = dimension.isType2();
    boolean hasEffective = dimension.effective().isPresent();
    String key = dimension.keyColumn();
    String durable = dimension.memberKeyColumn();
    boolean mayBeUnknown =
        area.referencesTo(dimension.name())
            .anyMatch(reference -> reference.missing() == FactSpec.Missing.UNKNOWN);
    return new MemberHistory(
        hasEffective ? key : durable,
        hasEffective ? List.of(key, durable, MemberHistory.EFFECTIVE) : List.of(durable),
        durable,
        dimension.naturalKey(),
        tracked(dimension),
        isType2,
        hasEffective,
        area.isByTime(dimension),
        dimension.versions().filter(DimensionSpec.Versions::closesAbsent).isPresent(),
        area.deliversChanges(dimension),
        sequence(area.source(dimension.from()).orElseThrow()),
        area.source(dimension.from()).orElseThrow().deletes().isPresent(),
        dimension.isChosen(),
        area.isInferable(dimension),
        area.isOutrigger(dimension.name()),
        mayBeUnknown);
  }

  private static Optional<TableColumn> sequence(SourceSpec source) {
    return source.sequence().map(name -> StarTables.copied(source, name, true));
  }

  /** Tracked attributes, and the keys that stand for some of them in bridges and outriggers. */
  private static List<String> tracked(DimensionSpec dimension) {
    List<String> tracked =
        new ArrayList<>(
            dimension.versions().map(DimensionSpec.Versions::tracked).orElse(List.of()));
    dimension.bridges().stream()
        .filter(bridge -> Set.copyOf(tracked).contains(bridge.array()))
        .map(BridgeSpec::groupKey)
        .toList()
        .forEach(tracked::add);
    dimension.outriggers().stream()
        .filter(reference -> !Collections.disjoint(tracked, reference.by()))
        .map(DimensionReference::keyColumn)
        .toList()
        .forEach(tracked::add);
    return tracked;
  }
}
