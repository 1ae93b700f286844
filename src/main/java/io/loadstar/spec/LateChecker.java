package io.loadstar.spec;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Late;
import io.loadstar.model.SourceSpec.Then;
import io.loadstar.model.SubjectArea;

/** Checks what a source says of records that come late. */
record LateChecker(SubjectArea area, Problems problems) {

  void check(SourceSpec source) {
    source.late().ifPresent(late -> check(source, late));
  }

  private void check(SourceSpec source, Late late) {
    boolean isTime =
        source
            .column(late.by())
            .filter(column -> column.type().kind() == Kind.TIMESTAMP && column.pii().isEmpty())
            .isPresent();
    if (!isTime && !late.by().isEmpty()) {
      problem(
          source,
          late,
          "'by: "
              + late.by()
              + "' must be a timestamp among its columns, without 'pii': when a record happened.");
    }
    boolean isSnapshot =
        !source.deliversChanges()
            && area.dimensions().stream().anyMatch(own -> own.from().equals(source.name()));
    if (late.then() == Then.OWN_DAY && isSnapshot) {
      problem(
          source,
          late,
          "'then: own_day' would take members out of a snapshot, as if they were gone: choose"
              + " another, or say 'delivers: changes'.");
    }
  }

  private void problem(SourceSpec source, Late late, String text) {
    problems.add(late.line(), "sources." + source.name() + ".late", text);
  }
}
