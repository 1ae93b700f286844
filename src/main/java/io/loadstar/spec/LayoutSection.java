package io.loadstar.spec;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.Distribution;
import io.loadstar.model.LayoutSpec;
import java.util.Map;
import java.util.Optional;

/** Reads how a warehouse is to keep a table's rows. */
final class LayoutSection {
  /** What a dimension says that is too large to be kept on every machine. */
  private static final String BY_KEY = "key";

  private LayoutSection() {}

  static LayoutSpec ofDimension(String name, YamlSection section) {
    Optional<Distribution> distribution =
        distribution(section)
            .map(
                said ->
                    said.equals(new Distribution.ByColumn(BY_KEY))
                        ? new Distribution.ByColumn(DimensionSpec.keyColumn(name))
                        : said);
    return new LayoutSpec(distribution, section.texts("sort"), false, false);
  }

  static LayoutSpec ofFact(YamlSection section) {
    return new LayoutSpec(
        distribution(section),
        section.texts("sort"),
        section.choice("partition_by", false, Map.of("month", true)),
        section.choice("index_by", false, Map.of("grain", true)));
  }

  private static Optional<Distribution> distribution(YamlSection section) {
    Map<String, Distribution.Style> styles = YamlSection.words(Distribution.Style.class);
    return section
        .text("distribution")
        .map(word -> styles.containsKey(word) ? styles.get(word) : new Distribution.ByColumn(word));
  }
}
