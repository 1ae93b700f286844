package io.loadstar.spec;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.Relation;
import java.util.List;

/** Checks bridges: each is made of an array. */
record BridgeChecker(Problems problems, NameChecks names) {
  void check(Relation from, List<BridgeSpec> bridges, String where) {
    for (BridgeSpec bridge : bridges) {
      String place = where + ".bridge." + bridge.name();
      if (!bridge.array().isEmpty()) {
        names.columns(from, List.of(bridge.array()), bridge.line(), place);
      }
      from.column(bridge.array())
          .filter(column -> column.type().kind() != ColumnType.Kind.ARRAY)
          .ifPresent(
              column ->
                  problems.add(
                      bridge.line(),
                      place,
                      "'" + column.name() + "' is no array: give it 'type: array'."));
      names.distinct(
          List.of(bridge.groupKey(), BridgeSpec.ORDINAL, bridge.element(), BridgeSpec.WEIGHT),
          bridge.line(),
          place);
    }
  }

  static List<String> groupKeys(List<BridgeSpec> bridges) {
    return bridges.stream().map(BridgeSpec::groupKey).toList();
  }
}
