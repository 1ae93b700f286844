package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.MemberHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks dimensions: every name must lead to a source, a column or a dimension. */
final class StarChecker {
  private final SubjectArea area;
  private final Problems problems;
  private final NameChecks names;
  private final InferredChecker inferred;

  StarChecker(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
    this.names = new NameChecks(area, problems);
    this.inferred = new InferredChecker(area, problems);
  }

  void dimension(DimensionSpec dimension) {
    String where = "dimensions." + dimension.name();
    Optional<SourceSpec> source = source(dimension, where);
    source.ifPresent(
        from -> {
          names.columns(from, dimension.naturalKey(), dimension.line(), where);
          names.columns(from, dimension.attributes(), dimension.line(), where);
          new BridgeChecker(problems, names).check(from, dimension.bridges(), where);
          choice(dimension, from, where);
          dimension.unknown().forEach((name, text) -> unknown(dimension, from, name, text));
          new VersionsChecker(dimension, from, problems, names).check();
          new OutriggerChecker(area, problems, names, inferred).check(dimension);
        });
    names.distinct(columns(dimension), dimension.line(), where);
    new LayoutChecker(problems, names)
        .check(dimension.layout(), columns(dimension), dimension.line(), where);
    if (dimension.name().equals(DimensionReference.CALENDAR)) {
      problems.add(
          dimension.line(), where, "'dim_date' is the calendar that all areas share: rename it.");
    }
  }

  private Optional<SourceSpec> source(DimensionSpec dimension, String where) {
    if (area.views().stream().anyMatch(view -> view.name().equals(dimension.from()))) {
      problems.add(
          dimension.line(),
          where,
          "'"
              + dimension.from()
              + "' is a view, and members come from records: name a source in 'from'.");
      return Optional.empty();
    }
    return names.source(dimension.from(), dimension.line(), where);
  }

  private void unknown(DimensionSpec dimension, SourceSpec from, String name, String text) {
    String where = "dimensions." + dimension.name() + ".unknown";
    if (!dimension.attributes().contains(name)) {
      names.unknown("attribute", name, dimension.attributes(), dimension.line(), where);
      return;
    }
    from.column(name)
        .map(ColumnSpec::storedType)
        .filter(type -> type.kind() != ColumnType.Kind.STRING || type.maxLength() < text.length())
        .ifPresent(
            type ->
                problems.add(
                    dimension.line(),
                    where,
                    "'"
                        + name
                        + "' is "
                        + type
                        + ", which cannot hold '"
                        + text
                        + "': only texts can say that a member is not known."));
  }

  private void choice(DimensionSpec dimension, SourceSpec from, String where) {
    dimension
        .choice()
        .ifPresent(
            choice -> {
              names.columns(from, choice.orderBy(), dimension.line(), where);
              if (dimension.isJunk()) {
                problems.add(
                    dimension.line(),
                    where,
                    "a junk dimension has each combination once: remove 'keep'.");
              }
              boolean closes =
                  dimension.versions().filter(DimensionSpec.Versions::closesAbsent).isPresent();
              if (closes) {
                problems.add(
                    dimension.line(),
                    where,
                    "with 'keep' a file names only members that something happened to, so nobody"
                        + " is absent: remove 'absent: close'.");
              }
            });
  }

  private List<String> columns(DimensionSpec dimension) {
    List<String> columns = new ArrayList<>(List.of(dimension.keyColumn()));
    columns.addAll(dimension.naturalKey());
    columns.addAll(dimension.attributes());
    columns.addAll(BridgeChecker.groupKeys(dimension.bridges()));
    dimension.outriggers().forEach(reference -> columns.add(reference.keyColumn()));
    if (dimension.isType2()) {
      columns.addAll(List.of(dimension.durableKeyColumn(), "valid_from", "valid_to", "is_current"));
    }
    if (area.isInferable(dimension)) {
      columns.add(MemberHistory.IS_INFERRED);
    }
    return columns;
  }
}
