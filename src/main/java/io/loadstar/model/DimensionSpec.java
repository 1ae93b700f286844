package io.loadstar.model;

import java.util.List;

/** A Type 1 dimension: one row per natural key, the newest batch's values. */
public record DimensionSpec(
    String name,
    String from,
    List<String> naturalKey,
    List<String> attributes,
    List<BridgeSpec> bridges,
    String description,
    int line) {

  /** {@code dim_student} has the surrogate key {@code student_key}. */
  public String keyColumn() {
    return (name.startsWith("dim_") ? name.substring(4) : name) + "_key";
  }
}
