package io.loadstar.spec;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.MemberHistory;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks dimensions, facts and bridges: every name must lead to a source, column or dimension. */
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
    Optional<SourceSpec> source = names.source(dimension.from(), dimension.line(), where);
    source.ifPresent(
        from -> {
          names.columns(from, dimension.naturalKey(), dimension.line(), where);
          names.columns(from, dimension.attributes(), dimension.line(), where);
          bridges(from, dimension.bridges(), where);
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

  private List<String> columns(DimensionSpec dimension) {
    List<String> columns = new ArrayList<>(List.of(dimension.keyColumn()));
    columns.addAll(dimension.naturalKey());
    columns.addAll(dimension.attributes());
    columns.addAll(groupKeys(dimension.bridges()));
    dimension.outriggers().forEach(reference -> columns.add(reference.keyColumn()));
    if (dimension.isType2()) {
      columns.addAll(List.of(dimension.durableKeyColumn(), "valid_from", "valid_to", "is_current"));
    }
    if (area.isInferable(dimension)) {
      columns.add(MemberHistory.IS_INFERRED);
    }
    return columns;
  }

  void fact(FactSpec fact) {
    String where = "facts." + fact.name();
    Optional<SourceSpec> source = names.source(fact.from(), fact.line(), where);
    source.ifPresent(from -> factColumns(fact, from, where));
    source.ifPresent(from -> repeats(fact, from, where));
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
    columns.addAll(groupKeys(fact.bridges()));
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

  private void factColumns(FactSpec fact, SourceSpec from, String where) {
    names.columns(from, fact.grain(), fact.line(), where);
    names.columns(from, fact.degenerate(), fact.line(), where);
    bridges(from, fact.bridges(), where);
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

  private void zone(FactSpec fact, SourceSpec from, String zone, String where) {
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

  private void bridges(SourceSpec from, List<BridgeSpec> bridges, String where) {
    for (BridgeSpec bridge : bridges) {
      String place = where + ".bridge." + bridge.name();
      if (!bridge.array().isEmpty()) {
        names.columns(from, List.of(bridge.array()), bridge.line(), place);
      }
      from.column(bridge.array())
          .filter(column -> column.type().kind() != ColumnType.Kind.ARRAY)
          .ifPresent(
              column ->
                  problems.add(
                      bridge.line(),
                      place,
                      "'" + column.name() + "' is no array: give it 'type: array'."));
      names.distinct(
          List.of(bridge.groupKey(), BridgeSpec.ORDINAL, bridge.element(), BridgeSpec.WEIGHT),
          bridge.line(),
          place);
    }
  }

  private static List<String> groupKeys(List<BridgeSpec> bridges) {
    return bridges.stream().map(BridgeSpec::groupKey).toList();
  }

  private void calendar(DimensionReference reference, SourceSpec from, String where) {
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
