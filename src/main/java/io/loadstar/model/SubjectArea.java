package io.loadstar.model;

import java.util.List;
import java.util.Optional;

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

  public String stagingSchema() {
    return name + "_staging";
  }
}
