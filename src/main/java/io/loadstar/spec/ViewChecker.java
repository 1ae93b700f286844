package io.loadstar.spec;

import io.loadstar.model.ColumnType;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;

/** Checks what a view says; its select is for Spark to check. */
record ViewChecker(SubjectArea area, Problems problems) {
  void check(ViewSpec view) {
    String where = "views." + view.name();
    NameChecks names = new NameChecks(area, problems);
    view.reads().forEach(name -> names.source(name, view.line(), where + ".reads"));
    if (area.source(view.name()).isPresent()) {
      problems.add(view.line(), where, "a source has this name: rename the view.");
    }
    if (area.facts().stream().noneMatch(fact -> fact.from().equals(view.name()))) {
      problems.add(
          view.line(), where, "no fact is made of it: name it in a fact's 'from', or remove it.");
    }
    view.columns().stream()
        .filter(column -> column.type().kind() == ColumnType.Kind.ARRAY)
        .forEach(
            column ->
                problems.add(
                    column.line(),
                    where + ".columns." + column.name(),
                    "a view gives no arrays: make rows of it with explode(), or a text."));
  }
}
