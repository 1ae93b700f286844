package io.loadstar.spec;

import io.loadstar.error.DidYouMean;
import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks what one part of a spec says of another: every name must lead somewhere. */
final class SpecChecker {
  private final SubjectArea area;
  private final Problems problems;

  private SpecChecker(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
  }

  static void check(SubjectArea area, Problems problems) {
    SpecChecker checker = new SpecChecker(area, problems);
    Names.check(area, problems);
    area.sources().forEach(source -> new SourceChecker(source, problems).check());
    area.sources().forEach(checker::references);
    area.sources().forEach(checker::keys);
    area.dimensions().forEach(checker::dimension);
    area.facts().forEach(checker::fact);
    checker.wholeArea();
  }

  private void wholeArea() {
    if (area.sources().isEmpty()) {
      problems.add(1, "sources", "there is no source: describe at least one input.");
    }
    if (area.dimensions().isEmpty() && area.facts().isEmpty()) {
      problems.add(1, "", "there is neither a dimension nor a fact: nothing would be loaded.");
    }
    Set<String> tables = new HashSet<>();
    area.tableNames().stream()
        .filter(table -> !tables.add(table))
        .forEach(table -> problems.add(1, table, "two tables have this name: rename one."));
  }

  private void keys(SourceSpec source) {
    for (String name : area.keyColumns(source)) {
      source
          .column(name)
          .filter(column -> column.onInvalid().containsValue(Severity.DEFAULT))
          .ifPresent(
              column ->
                  problems.add(
                      column.line(),
                      "sources." + source.name() + ".columns." + name,
                      "a key is made of it, and a key takes no default: choose quarantine."));
    }
  }

  private void references(SourceSpec source) {
    for (SourceSpec.SourceReference reference : source.references()) {
      String where = "sources." + source.name() + ".references." + reference.name();
      columns(source, reference.columns(), reference.line(), where);
      Optional<SourceSpec> target = source(reference.to(), reference.line(), where);
      target.ifPresent(to -> columns(to, reference.key(), reference.line(), where));
      if (reference.columns().size() != reference.key().size()) {
        problems.add(reference.line(), where, "'columns' and 'key' must have as many names.");
      }
    }
    boolean isCircle =
        area.referredBy(source).stream()
            .map(area::source)
            .flatMap(Optional::stream)
            .anyMatch(next -> reaches(next, source.name(), new HashSet<>()));
    if (isCircle) {
      problems.add(
          source.line(),
          "sources." + source.name(),
          "its references lead back to itself: remove one of them.");
    }
  }

  private boolean reaches(SourceSpec from, String name, Set<String> seen) {
    if (from.name().equals(name)) {
      return true;
    }
    return seen.add(from.name())
        && area.referredBy(from).stream()
            .map(area::source)
            .flatMap(Optional::stream)
            .anyMatch(next -> reaches(next, name, seen));
  }

  private void dimension(DimensionSpec dimension) {
    String where = "dimensions." + dimension.name();
    Optional<SourceSpec> source = source(dimension.from(), dimension.line(), where);
    source.ifPresent(
        from -> {
          columns(from, dimension.naturalKey(), dimension.line(), where);
          columns(from, dimension.attributes(), dimension.line(), where);
          bridges(from, dimension.bridges(), where);
        });
    distinct(
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

  private void fact(FactSpec fact) {
    String where = "facts." + fact.name();
    Optional<SourceSpec> source = source(fact.from(), fact.line(), where);
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
    distinct(columns, fact.line(), where);
  }

  private void factColumns(FactSpec fact, SourceSpec from, String where) {
    columns(from, fact.grain(), fact.line(), where);
    columns(from, fact.degenerate(), fact.line(), where);
    bridges(from, fact.bridges(), where);
    fact.dimensions().forEach(reference -> columns(from, reference.by(), reference.line(), where));
    if (!fact.date().isEmpty()) {
      columns(from, List.of(fact.date()), fact.line(), where);
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
        columns(from, List.of(bridge.array()), bridge.line(), place);
      }
      from.column(bridge.array())
          .filter(column -> column.type().kind() != ColumnType.Kind.ARRAY)
          .ifPresent(
              column ->
                  problems.add(
                      bridge.line(),
                      place,
                      "'" + column.name() + "' is no array: give it 'type: array'."));
      distinct(
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
        unknown(
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

  private Optional<SourceSpec> source(String name, int line, String where) {
    Optional<SourceSpec> source = area.source(name);
    if (source.isEmpty() && !name.isEmpty()) {
      unknown("source", name, area.sources().stream().map(SourceSpec::name).toList(), line, where);
    }
    return source;
  }

  private void columns(SourceSpec source, List<String> names, int line, String where) {
    for (String name : names) {
      if (source.column(name).isEmpty()) {
        unknown("column of " + source.name(), name, source.columnNames(), line, where);
      }
    }
  }

  private void unknown(String what, String name, Collection<String> known, int line, String where) {
    problems.add(
        line, where, "there is no " + what + " '" + name + "'." + DidYouMean.hint(name, known));
  }

  private void distinct(List<String> columns, int line, String where) {
    Set<String> seen = new HashSet<>();
    columns.stream()
        .filter(column -> !seen.add(column))
        .forEach(
            column ->
                problems.add(line, where, "the table would have two columns '" + column + "'."));
  }
}
