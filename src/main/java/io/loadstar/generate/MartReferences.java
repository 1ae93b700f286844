package io.loadstar.generate;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.FactTable.Moment;
import io.loadstar.model.star.FactTable.Precision;
import io.loadstar.model.star.FactTable.ResolvedKey;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Through which keys of facts a change of a dimension changes marts. */
record MartReferences(Star star) {
  /**
   * A foreign key.
   *
   * @param member the column that holds the member's key
   * @param memberKey the member's key in the dimension
   * @param moment what tells which version of the member a row belongs to
   * @param isRead whether a mart reads the dimension
   * @param isResolved whether rows of the fact move between rows of the dimension
   * @param isType2 whether members have versions
   */
  record Reference(
      String fact,
      String member,
      String dimension,
      String memberKey,
      Moment moment,
      boolean isRead,
      boolean isResolved,
      boolean isType2) {}

  /** Those of a fact; none where there is no mart. */
  List<Reference> of(FactTable fact) {
    return star.marts().isEmpty()
        ? List.of()
        : star.dimensions().stream()
            .flatMap(
                dimension ->
                    fact.foreignKeys().entrySet().stream()
                        .filter(key -> key.getValue().equals(dimension.qualifiedName()))
                        .map(key -> reference(fact, key.getKey(), dimension)))
            .filter(reference -> reference.isRead() || reference.isResolved())
            .toList();
  }

  /**
   * An outrigger that a mart reads, reached from a fact.
   *
   * @param between the dimension that refers to it
   * @param column its key there
   * @param outriggerKey its own key
   */
  record OutriggerReference(
      String member,
      String between,
      String memberKey,
      String column,
      String outrigger,
      String outriggerKey) {}

  /** Those that a fact reaches; none where there is no mart. */
  List<OutriggerReference> outriggersOf(FactTable fact) {
    return star.dimensions().stream()
        .flatMap(
            between ->
                fact.foreignKeys().entrySet().stream()
                    .filter(key -> key.getValue().equals(between.qualifiedName()))
                    .map(key -> reference(fact, key.getKey(), between))
                    .flatMap(reference -> outriggers(reference, between)))
        .toList();
  }

  private Stream<OutriggerReference> outriggers(Reference reference, DimensionTable between) {
    return between.outriggers().stream()
        .filter(
            key ->
                star.marts().stream()
                    .anyMatch(mart -> reads(mart, star.dimension(key.dimension()))))
        .map(
            key ->
                new OutriggerReference(
                    reference.member(),
                    between.name(),
                    reference.memberKey(),
                    key.column(),
                    key.dimension(),
                    star.dimension(key.dimension()).members().durableKey()));
  }

  /** Those by which rows of facts move when a member goes. */
  List<Reference> resolvedTo(DimensionTable dimension) {
    return star.facts().stream()
        .flatMap(fact -> of(fact).stream())
        .filter(
            reference -> reference.isResolved() && reference.dimension().equals(dimension.name()))
        .toList();
  }

  private Reference reference(FactTable fact, String column, DimensionTable dimension) {
    Optional<ResolvedKey> resolved =
        fact.resolved().stream().filter(key -> key.column().equals(column)).findFirst();
    return new Reference(
        fact.name(),
        resolved.map(ResolvedKey::durable).orElse(column),
        dimension.name(),
        dimension.members().durableKey(),
        resolved.map(ResolvedKey::moment).orElse(new Moment("date_key", Precision.DATE_KEY)),
        star.marts().stream().anyMatch(mart -> reads(mart, dimension)),
        resolved.isPresent(),
        dimension.isType2());
  }

  private boolean reads(MartTable mart, DimensionTable dimension) {
    return new MartSql(star, mart).reads(dimension.name());
  }
}
