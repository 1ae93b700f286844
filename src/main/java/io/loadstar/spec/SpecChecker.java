package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnSpec.Pii;
import io.loadstar.model.ColumnType;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Checks what one part of a spec says of another: every name must lead somewhere. */
final class SpecChecker {
  private final SubjectArea area;
  private final Problems problems;
  private final NameChecks names;

  private SpecChecker(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
    this.names = new NameChecks(area, problems);
  }

  static void check(SubjectArea area, Problems problems) {
    SpecChecker checker = new SpecChecker(area, problems);
    Names.check(area, problems);
    area.sources().forEach(source -> new SourceChecker(source, problems).check());
    area.sources().forEach(checker::references);
    area.sources().forEach(checker::keys);
    area.sources().forEach(checker::pii);
    area.sources().forEach(new DeletesChecker(area, problems)::check);
    area.sources().forEach(new SequenceChecker(area, problems)::check);
    area.sources().forEach(new LateChecker(area, problems)::check);
    new PiiPairs(area, problems).check();
    StarChecker star = new StarChecker(area, problems);
    area.dimensions().forEach(star::dimension);
    area.facts().forEach(new FactChecker(area, problems)::check);
    area.views().forEach(new ViewChecker(area, problems)::check);
    new MartChecker(area, problems).check();
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

  private void pii(SourceSpec source) {
    for (ColumnSpec column : source.columns()) {
      String where = "sources." + source.name() + ".columns." + column.name();
      boolean isText = column.type().kind() == ColumnType.Kind.STRING;
      Optional<Pii> pii = column.pii();
      if (pii.isPresent() && pii.get() != Pii.DROP && !isText) {
        problems.add(
            column.line(), where, "'pii: hash' and 'pii: mask' go with type string: choose drop.");
      }
      if (pii.isPresent()
          && pii.get() != Pii.HASH
          && area.comparedColumns(source).contains(column.name())) {
        problems.add(
            column.line(), where, "a key is made of it or compared with it: choose 'pii: hash'.");
      }
    }
  }

  private void references(SourceSpec source) {
    for (SourceSpec.SourceReference reference : source.references()) {
      String where = "sources." + source.name() + ".references." + reference.name();
      names.columns(source, reference.columns(), reference.line(), where);
      Optional<SourceSpec> target = names.source(reference.to(), reference.line(), where);
      target.ifPresent(to -> names.columns(to, reference.key(), reference.line(), where));
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
}
