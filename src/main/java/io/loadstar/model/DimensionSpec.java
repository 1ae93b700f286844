package io.loadstar.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dimension.
 *
 * @param choice which record stands where a batch has several of a member, as a flat file has;
 *     empty if it may not
 * @param outriggers foreign keys to other dimensions, of which facts know nothing
 * @param unknown texts that attributes have where the member is not known
 * @param isJunk whether its natural key is a combination of flags that many records share
 */
public record DimensionSpec(
    String name,
    String from,
    List<String> naturalKey,
    List<String> attributes,
    Optional<Versions> versions,
    boolean isJunk,
    Optional<Choice> choice,
    List<BridgeSpec> bridges,
    List<FactSpec.DimensionReference> outriggers,
    Map<String, String> unknown,
    LayoutSpec layout,
    String description,
    int line) {

  /**
   * Type 2: a row per member and period. Without it a dimension is Type 1: a row per member, the
   * newest batch's values.
   *
   * @param tracked attributes whose change begins a version; the others are overwritten
   * @param effective column that says when a version begins; else it is the batch date
   * @param closesAbsent whether a snapshot that does not name a member ends its version
   */
  public record Versions(List<String> tracked, Optional<String> effective, boolean closesAbsent) {}

  /**
   * Which of a member's records stands: the first or last by these columns, then by its place.
   * Files of this kind say nothing of members that they do not name.
   */
  public record Choice(SourceSpec.Keep keep, List<String> orderBy) {}

  /** Whether a batch may have several records of a member. */
  public boolean isChosen() {
    return choice.isPresent();
  }

  DimensionSpec keepingLast(List<String> orderBy) {
    return new DimensionSpec(
        name,
        from,
        naturalKey,
        attributes,
        versions,
        isJunk,
        Optional.of(new Choice(SourceSpec.Keep.LAST, orderBy)),
        bridges,
        outriggers,
        unknown,
        layout,
        description,
        line);
  }

  /** {@code dim_student} has the surrogate key {@code student_key}. */
  public String keyColumn() {
    return keyColumn(name);
  }

  /** The surrogate key of a dimension of this name. */
  public static String keyColumn(String name) {
    return (name.startsWith("dim_") ? name.substring(4) : name) + "_key";
  }

  /** The key that all versions of a member share. */
  public String durableKeyColumn() {
    return durable(keyColumn());
  }

  /** The key that tells members apart: of Type 1 the surrogate key, of Type 2 the durable one. */
  public String memberKeyColumn() {
    return isType2() ? durableKeyColumn() : keyColumn();
  }

  public boolean isType2() {
    return versions.isPresent();
  }

  public Optional<String> effective() {
    return versions.flatMap(Versions::effective);
  }

  /** Columns of which the source's records must have different values. */
  public List<String> identity() {
    List<String> columns = new ArrayList<>(naturalKey);
    effective().ifPresent(columns::add);
    return columns;
  }

  /** {@code student_key} has {@code student_durable_key} beside it. */
  public static String durable(String keyColumn) {
    return (keyColumn.endsWith("_key") ? keyColumn.substring(0, keyColumn.length() - 4) : keyColumn)
        + "_durable_key";
  }
}
