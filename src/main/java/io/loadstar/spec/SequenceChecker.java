package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.List;
import java.util.Set;

/** Checks what a change feed says of the order of its changes. */
record SequenceChecker(SubjectArea area, Problems problems) {

  void check(SourceSpec source) {
    source.sequence().ifPresent(sequence -> check(source, sequence));
  }

  private void check(SourceSpec source, String sequence) {
    new NameChecks(area, problems).columns(source, List.of(sequence), source.line(), where(source));
    source.column(sequence).ifPresent(column -> column(source, column));
    if (!source.deliversChanges()) {
      problem(
          source, "only changes follow one another: add 'delivers: changes', or drop 'sequence'.");
    }
    for (DimensionSpec dimension : area.dimensions()) {
      if (dimension.from().equals(source.name())) {
        dimension(source, dimension, sequence);
      }
    }
  }

  private void column(SourceSpec source, ColumnSpec column) {
    Kind kind = column.type().kind();
    boolean isOrdered = kind != Kind.ARRAY && kind != Kind.BOOLEAN && kind != Kind.STRING;
    if (!isOrdered || column.pii().isPresent()) {
      problem(
          source,
          "'" + column.name() + "' cannot order changes: take a number or a time, without 'pii'.");
    }
  }

  private void dimension(SourceSpec source, DimensionSpec dimension, String sequence) {
    boolean isOther =
        dimension
            .choice()
            .filter(
                choice ->
                    choice.keep() != SourceSpec.Keep.LAST
                        || !choice.orderBy().equals(List.of(sequence)))
            .isPresent();
    if (isOther) {
      problem(
          source,
          dimension.name() + " has a 'keep' of its own; the last by 'sequence' stands: drop it.");
    }
    boolean isUniqueOtherwise =
        source
            .unique()
            .filter(unique -> Set.copyOf(unique.key()).equals(Set.copyOf(dimension.identity())))
            .filter(
                unique ->
                    unique.keep() != SourceSpec.Keep.LAST
                        || !unique.orderBy().equals(List.of(sequence)))
            .isPresent();
    if (isUniqueOtherwise) {
      problem(source, "'unique' decides otherwise than 'sequence' does: drop it.");
    }
    if (dimension.isJunk()) {
      problem(source, dimension.name() + " is a junk dimension, which nothing changes.");
    }
    if (dimension.isType2() && dimension.effective().isEmpty()) {
      problem(
          source,
          dimension.name()
              + " has versions that begin with their batch, whatever the sequence: say by"
              + " 'effective' when a change took effect.");
    }
  }

  private static String where(SourceSpec source) {
    return "sources." + source.name() + ".sequence";
  }

  private void problem(SourceSpec source, String text) {
    problems.add(source.line(), where(source), text);
  }
}
