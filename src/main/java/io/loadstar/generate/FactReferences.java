package io.loadstar.generate;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.DimensionTable.OutriggerKey;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.FactTable.ResolvedKey;
import io.loadstar.model.star.Star;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How facts and dimensions refer to each other, as templates need it. */
final class FactReferences {
  private final Star star;

  FactReferences(Star star) {
    this.star = star;
  }

  /** A table that holds rows of a fact. */
  record Place(String schema, String name) {
    @Override
    public String toString() {
      return schema + "." + name;
    }
  }

  /**
   * A foreign key of a fact, or of a dimension to an outrigger.
   *
   * @param places the tables that hold it: the fact, and its rows that gave way; the dimension, and
   *     its history
   * @param column the key of a row of the dimension
   * @param member the column beside it that holds the member's key, or the same
   * @param dimension where it leads
   * @param memberKey the member's key there
   * @param table the dimension
   * @param unknownTexts what its attributes say where a member is not known, as SQL literals
   * @param mayBeUnknown whether the unknown member stands in for a member that is not there
   */
  record Reference(
      List<Place> places,
      String column,
      String member,
      String dimension,
      String memberKey,
      DimensionTable table,
      Map<String, String> unknownTexts,
      boolean mayBeUnknown) {}

  /**
   * A key of an outrigger in a dimension.
   *
   * @param by the dimension's columns that are the natural key
   * @param naturalKey the outrigger's
   */
  record Outrigger(
      String column,
      String dimension,
      String memberKey,
      List<String> by,
      List<String> naturalKey) {}

  /** Those that lead to a dimension. */
  List<Reference> to(DimensionTable dimension) {
    return Stream.concat(
            star.facts().stream().flatMap(fact -> references(fact, dimension).stream()),
            star.dimensions().stream().flatMap(referring -> ofDimension(referring, dimension)))
        .toList();
  }

  private static Stream<Reference> ofDimension(DimensionTable referring, DimensionTable to) {
    List<Place> places =
        List.of(
            new Place(referring.area(), referring.name()),
            new Place(referring.stagingSchema(), "history_" + referring.name()));
    return referring.outriggers().stream()
        .filter(key -> key.dimension().equals(to.name()))
        .map(OutriggerKey::column)
        .map(
            column ->
                new Reference(
                    places,
                    column,
                    column,
                    to.name(),
                    to.members().durableKey(),
                    to,
                    AreaSql.unknownTexts(to),
                    false));
  }

  /** The dimensions to which one refers. */
  List<Outrigger> outriggers(DimensionTable referring) {
    return referring.outriggers().stream()
        .map(
            key -> {
              DimensionTable to = star.dimension(key.dimension());
              return new Outrigger(
                  key.column(),
                  to.name(),
                  to.members().durableKey(),
                  key.by(),
                  to.members().naturalKey());
            })
        .toList();
  }

  /** What the procedure of a fact needs. */
  Map<String, Object> of(FactTable fact) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("acrossBatches", fact.acrossBatches().name().toLowerCase(Locale.ROOT));
    values.put("factTables", places(fact));
    values.put(
        "resolvedBy",
        fact.resolved().stream()
            .collect(Collectors.toMap(ResolvedKey::column, Function.identity())));
    values.put("hasVersionsByDate", hasVersions(fact, false));
    values.put("hasVersionsByTime", hasVersions(fact, true));
    values.put("hasUnknown", fact.resolved().stream().anyMatch(ResolvedKey::mayBeUnknown));
    values.put(
        "inferred",
        star.dimensions().stream()
            .filter(DimensionTable::isInferable)
            .flatMap(dimension -> references(fact, dimension).stream())
            .filter(reference -> !reference.mayBeUnknown())
            .toList());
    values.put(
        "kept",
        star.dimensions().stream()
            .filter(dimension -> !dimension.isInferable())
            .flatMap(dimension -> references(fact, dimension).stream())
            .filter(reference -> !reference.mayBeUnknown())
            .toList());
    values.put(
        "revived",
        star.dimensions().stream()
            .filter(dimension -> dimension.members().goesWhenDeleted())
            .flatMap(dimension -> references(fact, dimension).stream())
            .filter(reference -> !reference.mayBeUnknown())
            .toList());
    return values;
  }

  private static boolean hasVersions(FactTable fact, boolean isByTime) {
    return fact.resolved().stream()
        .anyMatch(key -> key.isType2() && key.moment().isByTime() == isByTime);
  }

  private static List<Reference> references(FactTable fact, DimensionTable dimension) {
    return fact.foreignKeys().entrySet().stream()
        .filter(key -> key.getValue().equals(dimension.qualifiedName()))
        .map(key -> reference(fact, key.getKey(), dimension))
        .toList();
  }

  private static Reference reference(FactTable fact, String column, DimensionTable dimension) {
    Optional<ResolvedKey> resolved =
        fact.resolved().stream().filter(key -> key.column().equals(column)).findFirst();
    return new Reference(
        places(fact),
        column,
        resolved.map(ResolvedKey::durable).orElse(column),
        dimension.name(),
        dimension.members().durableKey(),
        dimension,
        AreaSql.unknownTexts(dimension),
        resolved.filter(ResolvedKey::mayBeUnknown).isPresent());
  }

  private static List<Place> places(FactTable fact) {
    return List.of(
        new Place(fact.area(), fact.name()),
        new Place(fact.stagingSchema(), "superseded_" + fact.name()));
  }
}
