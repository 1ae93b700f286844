package io.loadstar.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One star schema and all that feeds it.
 *
 * @param input default input folder, may hold {@code {batch_date}}
 * @param fingerprint SHA-256 of the spec's text
 */
public record SubjectArea(
    String name,
    String description,
    Optional<String> input,
    List<SourceSpec> sources,
    List<DimensionSpec> dimensions,
    List<FactSpec> facts,
    String fingerprint) {

  public Optional<SourceSpec> source(String sourceName) {
    return sources.stream().filter(source -> source.name().equals(sourceName)).findFirst();
  }

  public Optional<DimensionSpec> dimension(String dimensionName) {
    return dimensions.stream()
        .filter(dimension -> dimension.name().equals(dimensionName))
        .findFirst();
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

  /** Columns of a source that keys are made of, and so required. */
  public Set<String> keyColumns(SourceSpec source) {
    Set<String> names = new LinkedHashSet<>();
    dimensions.stream()
        .filter(dimension -> dimension.from().equals(source.name()))
        .forEach(dimension -> names.addAll(dimension.naturalKey()));
    facts.stream()
        .filter(fact -> fact.from().equals(source.name()))
        .forEach(
            fact -> {
              names.addAll(fact.grain());
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
