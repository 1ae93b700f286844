package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.ExpressionText;
import io.loadstar.model.FactSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.RowRule;
import io.loadstar.model.SubjectArea;

/** Checks what a change feed says of members that were deleted. */
record DeletesChecker(SubjectArea area, Problems problems) {

  void check(SourceSpec source) {
    source.deletes().ifPresent(deletes -> check(source, deletes));
  }

  private void check(SourceSpec source, RowRule deletes) {
    if (!source.deliversChanges()) {
      problem(
          source,
          deletes,
          "only a change feed says that a member was deleted: add 'delivers: changes'. A snapshot"
              + " leaves such members out, see 'absent: close'.");
    }
    for (FactSpec fact : area.facts()) {
      if (fact.from().equals(source.name())) {
        problem(
            source,
            deletes,
            fact.name()
                + " is made of this source, too, and a fact's rows are not deleted by a feed: give"
                + " it a source of its own on the same path, with 'where'.");
      }
    }
    for (DimensionSpec dimension : area.dimensions()) {
      if (dimension.from().equals(source.name()) && dimension.isJunk()) {
        problem(
            source,
            deletes,
            dimension.name() + " is a junk dimension, whose members are nobody's to delete.");
      }
    }
    for (DimensionSpec dimension : area.dimensions()) {
      long ways =
          area.referencesTo(dimension.name())
              .map(FactSpec.DimensionReference::missing)
              .distinct()
              .count();
      if (dimension.from().equals(source.name()) && !dimension.isType2() && ways > 1) {
        problem(
            source,
            deletes,
            area.isOutrigger(dimension.name())
                ? "other dimensions refer to "
                    + dimension.name()
                    + " and infer its members, so that what becomes of one deleted would depend on"
                    + " them: say 'missing: infer' in the facts, too."
                : "facts say different 'missing' of "
                    + dimension.name()
                    + ", so that what becomes of a member deleted would depend on the other fact:"
                    + " choose one.");
      }
    }
    for (ColumnSpec column : source.columns()) {
      if (column.pii().isPresent() && ExpressionText.mayName(deletes.check(), column.name())) {
        problem(
            source,
            deletes,
            "'" + column.name() + "' is marked 'pii', so that it cannot be asked here.");
      }
    }
  }

  private void problem(SourceSpec source, RowRule deletes, String text) {
    problems.add(deletes.line(), "sources." + source.name() + ".deletes", text);
  }
}
