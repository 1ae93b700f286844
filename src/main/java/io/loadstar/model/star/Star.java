package io.loadstar.model.star;

import io.loadstar.model.ColumnType;
import io.loadstar.model.SubjectArea;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The tables that a spec means. */
public record Star(
    String area,
    List<DimensionTable> dimensions,
    List<BridgeTable> bridges,
    List<FactTable> facts,
    List<MartTable> marts) {

  /**
   * From the spec.
   *
   * @param measureTypes type of each measure by {@code fact.measure}, as Spark resolves it
   */
  public static Star of(SubjectArea area, Map<String, ColumnType> measureTypes) {
    return new Star(
        area.name(),
        area.dimensions().stream()
            .map(dimension -> StarTables.dimension(area, dimension))
            .sorted(Comparator.comparing(Star::refers))
            .toList(),
        area.bridges().stream().map(bridge -> StarTables.bridge(area, bridge)).toList(),
        area.facts().stream().map(fact -> StarTables.fact(area, fact, measureTypes)).toList(),
        area.marts().stream().map(mart -> MartTable.of(area.name(), mart)).toList());
  }

  /** All that are staged: dimensions first, then bridges, then facts. */
  public List<StarTable> tables() {
    return Stream.<List<? extends StarTable>>of(dimensions, bridges, facts)
        .<StarTable>flatMap(List::stream)
        .toList();
  }

  private static boolean refers(DimensionTable dimension) {
    return !dimension.foreignKeys().isEmpty();
  }

  /** Dimensions in the order of their merging: those that others refer to learn whom these name. */
  public List<DimensionTable> referringFirst() {
    return dimensions.stream()
        .sorted(Comparator.comparing((DimensionTable dimension) -> !refers(dimension)))
        .toList();
  }

  public DimensionTable dimension(String name) {
    return dimensions.stream()
        .filter(dimension -> dimension.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public FactTable fact(String name) {
    return facts.stream().filter(fact -> fact.name().equals(name)).findFirst().orElseThrow();
  }
}
