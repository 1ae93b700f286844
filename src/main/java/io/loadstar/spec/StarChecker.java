package io.loadstar.spec;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks dimensions, facts and bridges: every name must lead to a source, column or dimension. */
final class StarChecker {
  private final SubjectArea area;
  private final Problems problems;
  private final NameChecks names;

  StarChecker(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
    this.names = new NameChecks(area, problems);
  }

  void dimension(DimensionSpec dimension) {
    String where = "dimensions." + dimension.name();
    Optional<SourceSpec> source = names.source(dimension.from(), dimension.line(), where);
    source.ifPresent(
        from -> {
          names.columns(from, dimension.naturalKey(), dimension.line(), where);
          names.columns(from, dimension.attributes(), dimension.line(), where);
          bridges(from, dimension.bridges(), where);
        });
    names.distinct(
        Stream.of(
                List.of(dimension.keyColumn()),
                dimension.naturalKey(),
                dimension.attributes(),
                groupKeys(dimension.bridges()))
            .flatMap(List::stream)
            .toList(),
        dimension.line(),
        where);
  }

  void fact(FactSpec fact) {
    String where = "facts." + fact.name();
    Optional<SourceSpec> source = names.source(fact.from(), fact.line(), where);
    source.ifPresent(from -> factColumns(fact, from, where));
    for (DimensionReference reference : fact.dimensions()) {
      factReference(reference, where + ".dimensions." + reference.keyColumn());
    }
    List<String> columns = new ArrayList<>();
    fact.dimensions().forEach(reference -> columns.add(reference.keyColumn()));
    columns.add("date_key");
    columns.addAll(fact.keptColumns());
    columns.addAll(groupKeys(fact.bridges()));
    fact.measures().forEach(measure -> columns.add(measure.name()));
    names.distinct(columns, fact.line(), where);
  }

  private void factColumns(FactSpec fact, SourceSpec from, String where) {
    names.columns(from, fact.grain(), fact.line(), where);
    names.columns(from, fact.degenerate(), fact.line(), where);
    bridges(from, fact.bridges(), where);
    fact.dimensions()
        .forEach(reference -> names.columns(from, reference.by(), reference.line(), where));
    if (!fact.date().isEmpty()) {
      names.columns(from, List.of(fact.date()), fact.line(), where);
    }
    from.column(fact.date())
        .map(column -> column.type().kind())
        .filter(kind -> !SourceChecker.isTime(kind))
        .ifPresent(
            kind ->
                problems.add(fact.line(), where, "'date' must name a date or timestamp column."));
  }

  private void bridges(SourceSpec from, List<BridgeSpec> bridges, String where) {
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

  private static List<String> groupKeys(List<BridgeSpec> bridges) {
    return bridges.stream().map(BridgeSpec::groupKey).toList();
  }

  private void factReference(DimensionReference reference, String where) {
    Optional<DimensionSpec> target = area.dimension(reference.to());
    if (target.isEmpty()) {
      if (!reference.to().isEmpty()) {
        names.unknown(
            "dimension",
            reference.to(),
            area.dimensions().stream().map(DimensionSpec::name).toList(),
            reference.line(),
            where);
      }
    } else if (target.get().naturalKey().size() != reference.by().size()) {
      problems.add(
          reference.line(),
          where,
          "'by' must name as many columns as " + reference.to() + " has in its natural key.");
    }
  }
}
