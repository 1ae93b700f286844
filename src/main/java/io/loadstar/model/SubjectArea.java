package io.loadstar.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One star schema and all that feeds it.
 *
 * @param input default input folder, may hold {@code {batch_date}}
 * @param keys how surrogate keys are stored
 * @param keepsStaging whether what was staged stays until the next run, for people to look at
 * @param fingerprint SHA-256 of the spec's text
 */
public record SubjectArea(
    String name,
    String description,
    Optional<String> input,
    KeyForm keys,
    boolean keepsStaging,
    List<SourceSpec> sources,
    List<ViewSpec> views,
    List<DimensionSpec> dimensions,
    List<FactSpec> facts,
    List<MartSpec> marts,
    String fingerprint) {

  public Optional<SourceSpec> source(String sourceName) {
    return sources.stream().filter(source -> source.name().equals(sourceName)).findFirst();
  }

  /** The source or the view of a name. */
  public Optional<Relation> relation(String relationName) {
    return Stream.<Relation>concat(sources.stream(), views.stream())
        .filter(relation -> relation.name().equals(relationName))
        .findFirst();
  }

  /** Whether a fact starts from a view. */
  public boolean isFromView(FactSpec fact) {
    return views.stream().anyMatch(view -> view.name().equals(fact.from()));
  }

  public Optional<DimensionSpec> dimension(String dimensionName) {
    return dimensions.stream()
        .filter(dimension -> dimension.name().equals(dimensionName))
        .findFirst();
  }

  public Optional<FactSpec> fact(String factName) {
    return facts.stream().filter(fact -> fact.name().equals(factName)).findFirst();
  }

  public Optional<BridgeSpec> bridge(String bridgeName) {
    return bridges().stream().filter(bridge -> bridge.name().equals(bridgeName)).findFirst();
  }

  /** The fact of a source whose records may repeat one another. */
  public Optional<FactSpec> repeatingFact(SourceSpec source) {
    return facts.stream()
        .filter(fact -> fact.from().equals(source.name()) && fact.keepsRepeats())
        .findFirst();
  }

  /** Whether silence of a batch says nothing of a dimension's members. */
  public boolean deliversChanges(DimensionSpec dimension) {
    return dimension.isChosen() || source(dimension.from()).orElseThrow().deliversChanges();
  }

  /** Whether a dimension's versions begin at a time, so that a day may have several. */
  public boolean isByTime(DimensionSpec dimension) {
    return dimension
        .effective()
        .flatMap(name -> source(dimension.from()).flatMap(from -> from.column(name)))
        .filter(column -> column.type().kind() == ColumnType.Kind.TIMESTAMP)
        .isPresent();
  }

  /** Whether a fact's rows need their time, so that their version can be found by it. */
  public boolean findsVersionsByTime(FactSpec fact) {
    return fact.dimensions().stream()
        .flatMap(reference -> dimension(reference.to()).stream())
        .anyMatch(this::isByTime);
  }

  /**
   * The same area with what its words imply: records that repeat others are numbered, facts keep
   * the time by which their versions are found, and of changes in a sequence the last stands.
   */
  public SubjectArea completed() {
    return new SubjectArea(
        name,
        description,
        input,
        keys,
        keepsStaging,
        sources.stream()
            .map(source -> repeatingFact(source).isPresent() ? source.numbered() : source)
            .toList(),
        views,
        dimensions.stream().map(this::inSequence).toList(),
        facts.stream()
            .map(fact -> fact.keepsRepeats() ? fact.numbered() : fact)
            .map(fact -> findsVersionsByTime(fact) ? fact.timed() : fact)
            .toList(),
        marts,
        fingerprint);
  }

  private DimensionSpec inSequence(DimensionSpec dimension) {
    return source(dimension.from())
        .flatMap(SourceSpec::sequence)
        .filter(column -> !dimension.isChosen())
        .map(column -> dimension.keepingLast(List.of(column)))
        .orElse(dimension);
  }

  /** Dimensions, then bridges, then facts, then marts. */
  public List<String> tableNames() {
    return Stream.of(
            dimensions.stream().map(DimensionSpec::name),
            bridges().stream().map(BridgeSpec::name),
            facts.stream().map(FactSpec::name),
            marts.stream().map(MartSpec::name))
        .flatMap(names -> names)
        .toList();
  }

  /** Whether some source has personal data. */
  public boolean hasPii() {
    return sources.stream().anyMatch(SourceSpec::hasPii);
  }

  /** Dimensions whose members have versions. */
  public Set<String> type2() {
    return dimensions.stream()
        .filter(DimensionSpec::isType2)
        .map(DimensionSpec::name)
        .collect(Collectors.toSet());
  }

  /** References of any fact or dimension to a dimension. */
  public Stream<FactSpec.DimensionReference> referencesTo(String dimension) {
    return Stream.concat(
            facts.stream().flatMap(fact -> fact.dimensions().stream()),
            dimensions.stream().flatMap(referring -> referring.outriggers().stream()))
        .filter(reference -> reference.to().equals(dimension));
  }

  /** Whether a fact or a dimension may bring a member before the dimension's source does. */
  public boolean isInferable(DimensionSpec dimension) {
    return referencesTo(dimension.name())
        .anyMatch(reference -> reference.missing() == FactSpec.Missing.INFER);
  }

  /** Whether records that waited for a member are validated again once it arrives. */
  public boolean isReplayedOnArrival() {
    return facts.stream()
        .flatMap(fact -> fact.dimensions().stream())
        .anyMatch(FactSpec.DimensionReference::isReplayed);
  }

  /** Whether another dimension refers to a dimension. */
  public boolean isOutrigger(String dimension) {
    return dimensions.stream()
        .flatMap(referring -> referring.outriggers().stream())
        .anyMatch(reference -> reference.to().equals(dimension));
  }

  /** The source or view that feeds a table. */
  public Optional<String> sourceOf(String table) {
    return dimension(table)
        .map(DimensionSpec::from)
        .or(() -> bridge(table).map(BridgeSpec::from))
        .or(() -> fact(table).map(FactSpec::from));
  }

  public List<BridgeSpec> bridges() {
    return Stream.concat(
            dimensions.stream().flatMap(dimension -> dimension.bridges().stream()),
            facts.stream().flatMap(fact -> fact.bridges().stream()))
        .toList();
  }

  /**
   * What makes a source's records unique: the declared rule, then what the grain of each table
   * demands and the rule does not ensure.
   */
  public List<SourceSpec.Unique> uniques(SourceSpec source) {
    Set<String> nullable =
        facts.stream()
            .filter(fact -> fact.from().equals(source.name()))
            .flatMap(fact -> fact.nullable().stream())
            .collect(Collectors.toSet());
    List<SourceSpec.Unique> uniques =
        new ArrayList<>(
            source.unique().stream().map(unique -> unique.withNullable(nullable)).toList());
    for (List<String> key : tableKeys(source)) {
      if (uniques.stream().noneMatch(unique -> key.containsAll(unique.key()))) {
        uniques.add(
            new SourceSpec.Unique(key, List.of(), SourceSpec.Keep.NONE, List.of(), source.line())
                .withNullable(nullable));
      }
    }
    return uniques;
  }

  private List<List<String>> tableKeys(SourceSpec source) {
    return Stream.concat(
            dimensions.stream()
                .filter(dimension -> dimension.from().equals(source.name()))
                .filter(dimension -> !dimension.isJunk() && !dimension.isChosen())
                .map(DimensionSpec::identity),
            facts.stream()
                .filter(fact -> fact.from().equals(source.name()) && !fact.keepsRepeats())
                .map(FactSpec::grain))
        .toList();
  }

  /** Sources that must be judged before this one, since its records refer to theirs. */
  public Set<String> referredBy(SourceSpec source) {
    Set<String> names = new LinkedHashSet<>();
    source.references().forEach(reference -> names.add(reference.to()));
    facts.stream()
        .filter(fact -> fact.from().equals(source.name()))
        .flatMap(fact -> fact.dimensions().stream())
        .map(reference -> dimension(reference.to()))
        .flatMap(Optional::stream)
        .map(DimensionSpec::from)
        .filter(name -> !name.equals(source.name()))
        .forEach(names::add);
    return names;
  }

  /** Columns of a source whose texts are trimmed: keys, and what references compare. */
  public Set<String> comparedColumns(SourceSpec source) {
    Set<String> names = new LinkedHashSet<>(keyColumns(source));
    dimensions.stream()
        .filter(dimension -> dimension.from().equals(source.name()))
        .forEach(
            dimension -> {
              names.addAll(dimension.identity());
              dimension.outriggers().forEach(reference -> names.addAll(reference.by()));
            });
    source.references().forEach(reference -> names.addAll(reference.columns()));
    sources.stream()
        .flatMap(other -> other.references().stream())
        .filter(reference -> reference.to().equals(source.name()))
        .forEach(reference -> names.addAll(reference.key()));
    return names;
  }

  /** Columns of a source that keys are made of, and so required. */
  public Set<String> keyColumns(SourceSpec source) {
    Set<String> names = new LinkedHashSet<>(source.sequence().stream().toList());
    dimensions.stream()
        .filter(dimension -> dimension.from().equals(source.name()))
        .filter(dimension -> !dimension.isChosen() || source.sequence().isPresent())
        .forEach(dimension -> names.addAll(dimension.identity()));
    facts.stream()
        .filter(fact -> fact.from().equals(source.name()))
        .forEach(
            fact -> {
              fact.ownGrain().stream()
                  .filter(name -> !fact.nullable().contains(name))
                  .forEach(names::add);
              names.add(fact.date());
              fact.dimensions().stream()
                  .filter(reference -> reference.missing() == FactSpec.Missing.QUARANTINE)
                  .forEach(reference -> names.addAll(reference.by()));
            });
    return names;
  }

  public String stagingSchema() {
    return name + "_staging";
  }
}
