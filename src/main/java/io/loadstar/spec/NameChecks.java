package io.loadstar.spec;

import io.loadstar.error.DidYouMean;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Whether names in a spec lead somewhere. */
final class NameChecks {
  private final SubjectArea area;
  private final Problems problems;

  NameChecks(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
  }

  Optional<SourceSpec> source(String name, int line, String where) {
    Optional<SourceSpec> source = area.source(name);
    if (source.isEmpty() && !name.isEmpty()) {
      unknown("source", name, area.sources().stream().map(SourceSpec::name).toList(), line, where);
    }
    return source;
  }

  /** A source, or a view over sources. */
  Optional<Relation> relation(String name, int line, String where) {
    Optional<Relation> relation = area.relation(name);
    if (relation.isEmpty() && !name.isEmpty()) {
      unknown(
          area.views().isEmpty() ? "source" : "source or view",
          name,
          Stream.concat(area.sources().stream(), area.views().stream())
              .map(Relation::name)
              .toList(),
          line,
          where);
    }
    return relation;
  }

  void columns(Relation source, List<String> names, int line, String where) {
    for (String name : names) {
      if (source.column(name).isEmpty()) {
        unknown("column of " + source.name(), name, source.columnNames(), line, where);
      }
    }
  }

  void unknown(String what, String name, Collection<String> known, int line, String where) {
    problems.add(
        line, where, "there is no " + what + " '" + name + "'." + DidYouMean.hint(name, known));
  }

  void distinct(List<String> columns, int line, String where) {
    Set<String> seen = new HashSet<>();
    columns.stream()
        .filter(column -> !seen.add(column))
        .forEach(
            column ->
                problems.add(line, where, "the table would have two columns '" + column + "'."));
  }
}
