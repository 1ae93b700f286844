package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks facts: every name must lead to a source or view, a column or a dimension. */
final class FactChecker {
  private final SubjectArea area;
  private final Problems problems;
  private final NameChecks names;
  private final InferredChecker inferred;

  FactChecker(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
    this.names = new NameChecks(area, problems);
    this.inferred = new InferredChecker(area, problems);
  }

  void check(FactSpec fact) {
    String where = "facts." + fact.name();
    Optional<Relation> source = names.relation(fact.from(), fact.line(), where);
    source.ifPresent(from -> factColumns(fact, from, where));
    area.source(fact.from()).ifPresent(from -> repeats(fact, from, where));
    if (area.isFromView(fact)) {
      ofView(fact, where);
    }
    nullable(fact, where);
    List<String> columns = new ArrayList<>();
    for (DimensionReference reference : fact.dimensions()) {
      String place = where + ".dimensions." + reference.keyColumn();
      columns.add(reference.keyColumn());
      if (reference.isCalendar()) {
        source.ifPresent(from -> calendar(reference, from, place));
      } else {
        factReference(reference, fact, place);
        if (area.type2().contains(reference.to()) || reference.missing() == Missing.UNKNOWN) {
          columns.add(DimensionSpec.durable(reference.keyColumn()));
        }
      }
    }
    columns.add("date_key");
    columns.addAll(fact.keptColumns());
    if (area.findsVersionsByTime(fact) && !fact.keptColumns().contains(fact.date())) {
      columns.add(fact.date());
    }
    columns.addAll(BridgeChecker.groupKeys(fact.bridges()));
    fact.measures().forEach(measure -> columns.add(measure.name()));
    names.distinct(columns, fact.line(), where);
    new LayoutChecker(problems, names).check(fact.layout(), columns, fact.line(), where);
  }

  private void nullable(FactSpec fact, String where) {
    for (String name : fact.nullable()) {
      if (!fact.grain().contains(name)) {
        names.unknown("column of the grain", name, fact.grain(), fact.line(), where + ".nullable");
      }
    }
    if (!fact.grain().isEmpty() && fact.nullable().containsAll(fact.grain())) {
      problems.add(
          fact.line(),
          where,
          "'nullable' leaves no column of the grain that has a value in every record: take one"
              + " out.");
    }
    Stream.concat(
            Stream.of(fact.date()),
            fact.dimensions().stream()
                .filter(reference -> reference.missing() == Missing.QUARANTINE)
                .flatMap(reference -> reference.by().stream()))
        .filter(fact.nullable()::contains)
        .distinct()
        .forEach(
            name ->
                problems.add(
                    fact.line(),
                    where,
                    "'"
                        + name
                        + "' cannot be 'nullable': records without it are quarantined, since "
                        + (name.equals(fact.date())
                            ? "it is the date of the fact."
                            : "a dimension is found by it; say 'missing: unknown' there.")));
  }

  private void factColumns(FactSpec fact, Relation from, String where) {
    names.columns(from, fact.grain(), fact.line(), where);
    names.columns(from, fact.degenerate(), fact.line(), where);
    new BridgeChecker(problems, names).check(from, fact.bridges(), where);
    fact.dimensions()
        .forEach(reference -> names.columns(from, reference.by(), reference.line(), where));
    if (!fact.date().isEmpty()) {
      names.columns(from, List.of(fact.date()), fact.line(), where);
    }
    from.column(fact.date())
        .map(column -> column.type().kind())
        .filter(kind -> !SourceChecker.isTime(kind))
        .ifPresent(
            kind ->
                problems.add(fact.line(), where, "'date' must name a date or timestamp column."));
    fact.dateZone().ifPresent(zone -> zone(fact, from, zone, where));
  }

  private void zone(FactSpec fact, Relation from, String zone, String where) {
    boolean isTimestamp =
        from.column(fact.date())
            .filter(column -> column.type().kind() == ColumnType.Kind.TIMESTAMP)
            .isPresent();
    if (!isTimestamp) {
      problems.add(
          fact.line(),
          where,
          "'zone' of 'date' goes with a timestamp; a date has its day already: drop 'zone'.");
    }
    try {
      ZoneId unused = ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.add(
          fact.line(), where, "zone '" + zone + "' is not known: write one such as Europe/Berlin.");
    }
  }

  /** Rows that a select makes are no records, which could be kept out or counted one by one. */
  private void ofView(FactSpec fact, String where) {
    fact.dimensions().stream()
        .filter(reference -> !reference.isCalendar() && reference.missing() == Missing.QUARANTINE)
        .forEach(
            reference ->
                problems.add(
                    reference.line(),
                    where + ".dimensions." + reference.keyColumn(),
                    "rows of a view cannot be quarantined: choose 'missing: infer' or 'missing:"
                        + " unknown'."));
    if (fact.keepsRepeats()) {
      problems.add(
          fact.line(), where, "'repeats: keep' counts records, and a view has none: remove it.");
    }
  }

  /** A number that is made of the place cannot go with one of two copies being dropped. */
  private void repeats(FactSpec fact, SourceSpec from, String where) {
    if (!fact.keepsRepeats()) {
      return;
    }
    if (from.dropDuplicates()) {
      problems.add(
          fact.line(),
          where,
          "'repeats: keep' counts equal records, and " + from.name() + " drops them: choose one.");
    }
    boolean isOther =
        area.facts().stream()
            .anyMatch(
                other ->
                    !other.name().equals(fact.name())
                        && other.keepsRepeats()
                        && other.from().equals(fact.from()));
    if (isOther || from.column(ColumnSpec.REPEAT_NUMBER).isPresent()) {
      problems.add(
          fact.line(),
          where,
          "'repeats: keep' adds a column '"
              + ColumnSpec.REPEAT_NUMBER
              + "' to "
              + from.name()
              + ", which has one already: rename that, or give the facts sources of their own.");
    }
  }

  private void calendar(DimensionReference reference, Relation from, String where) {
    boolean isDate =
        reference.by().size() == 1
            && from.column(reference.by().get(0))
                .filter(column -> !SourceChecker.isTime(column.type().kind()))
                .isEmpty();
    if (!isDate) {
      problems.add(reference.line(), where, "dim_date is found 'by' one date or timestamp column.");
    }
    if (reference.missing() == Missing.INFER) {
      problems.add(
          reference.line(),
          where,
          "dim_date has every date: choose 'missing: quarantine' or 'missing: unknown'.");
    }
  }

  private void factReference(DimensionReference reference, FactSpec fact, String where) {
    Optional<DimensionSpec> target = area.dimension(reference.to());
    if (target.isEmpty()) {
      if (!reference.to().isEmpty()) {
        names.unknown(
            "dimension",
            reference.to(),
            Stream.concat(
                    area.dimensions().stream().map(DimensionSpec::name),
                    Stream.of(DimensionReference.CALENDAR))
                .toList(),
            reference.line(),
            where);
      }
    } else if (target.get().naturalKey().size() != reference.by().size()) {
      problems.add(
          reference.line(),
          where,
          "'by' must name as many columns as " + reference.to() + " has in its natural key.");
    } else if (reference.isReplayed() && reference.missing() != Missing.QUARANTINE) {
      problems.add(
          reference.line(),
          where,
          "no record is quarantined for want of its member: remove 'replay' or 'missing'.");
    } else if (reference.missing() == Missing.INFER && target.get().from().equals(fact.from())) {
      problems.add(
          reference.line(),
          where,
          "the record itself brings the member, so none is missing: remove 'missing: infer'.");
    } else if (reference.missing() == Missing.INFER) {
      inferred.check(reference, fact.from(), target.get(), where);
    }
  }
}
