package io.loadstar.spec;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.DimensionSpec.Versions;
import io.loadstar.model.SourceSpec;
import java.util.List;

/** Checks what a dimension says of versions, and of junk. */
final class VersionsChecker {
  private final DimensionSpec dimension;
  private final SourceSpec from;
  private final Problems problems;
  private final NameChecks names;
  private final String where;

  VersionsChecker(DimensionSpec dimension, SourceSpec from, Problems problems, NameChecks names) {
    this.dimension = dimension;
    this.from = from;
    this.problems = problems;
    this.names = names;
    this.where = "dimensions." + dimension.name();
  }

  void check() {
    dimension.versions().ifPresent(this::versions);
    if (dimension.isJunk()
        && (dimension.isType2()
            || !dimension.attributes().isEmpty()
            || !dimension.bridges().isEmpty()
            || !dimension.outriggers().isEmpty())) {
      problem(
          "a junk dimension has nothing but its natural key: put all its columns there, and remove"
              + " 'attributes', 'bridge', 'outriggers' and 'history'.");
    }
  }

  private void versions(Versions versions) {
    if (versions.tracked().isEmpty()) {
      problem("'history: type2' needs 'tracked': the attributes whose change begins a version.");
    }
    for (String name : versions.tracked()) {
      if (!dimension.attributes().contains(name)) {
        names.unknown("attribute", name, dimension.attributes(), dimension.line(), where);
      }
    }
    versions.effective().ifPresent(this::effective);
    if (versions.closesAbsent() && versions.effective().isPresent()) {
      problem("'absent: close' ends a version at a batch date, so it cannot go with 'effective'.");
    }
    if (versions.closesAbsent() && from.deliversChanges()) {
      problem(
          "'absent: close' needs whole snapshots, and "
              + from.name()
              + " 'delivers: changes': silence says nothing there.");
    }
  }

  private void effective(String effective) {
    names.columns(from, List.of(effective), dimension.line(), where);
    from.column(effective)
        .filter(column -> !SourceChecker.isTime(column.type().kind()))
        .ifPresent(column -> problem("'effective' must name a date or timestamp column."));
    if (dimension.naturalKey().contains(effective)) {
      problem("'effective' is not part of the natural key: remove it there.");
    }
  }

  private void problem(String text) {
    problems.add(dimension.line(), where, text);
  }
}
