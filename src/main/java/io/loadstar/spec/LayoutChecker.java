package io.loadstar.spec;

import io.loadstar.model.Distribution;
import io.loadstar.model.LayoutSpec;
import java.util.List;
import java.util.Set;

/** Checks how a table's rows are to be kept. */
final class LayoutChecker {
  private final Problems problems;
  private final NameChecks names;

  LayoutChecker(Problems problems, NameChecks names) {
    this.problems = problems;
    this.names = names;
  }

  /**
   * Every column must be one of the table's.
   *
   * @param columns of the table
   */
  void check(LayoutSpec layout, List<String> columns, int line, String where) {
    if (layout.distribution().orElse(Distribution.Style.AUTO) instanceof Distribution.ByColumn by) {
      if (!columns.contains(by.column())) {
        problems.add(
            line,
            where,
            "'distribution' is all, even, auto or a column of the table, and there is no column '"
                + by.column()
                + "'.");
      }
    }
    layout.sort().stream()
        .filter(name -> !columns.contains(name))
        .forEach(name -> names.unknown("column of the table", name, columns, line, where));
    if (Set.copyOf(layout.sort()).size() < layout.sort().size()) {
      problems.add(line, where, "'sort' names a column twice: remove one.");
    }
  }
}
