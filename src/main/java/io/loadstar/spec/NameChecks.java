package io.loadstar.spec;

import io.loadstar.error.DidYouMean;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  void columns(SourceSpec source, List<String> names, int line, String where) {
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
