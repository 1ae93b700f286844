package io.loadstar.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fact table: one row per grain and batch.
 *
 * @param nullable parts of the grain that may lack a value, which then counts as one
 * @param dateZone zone whose day a timestamp belongs to; UTC if it is not given
 * @param keepsRepeats whether records of equal grain all count; their number joins the grain
 */
public record FactSpec(
    String name,
    String from,
    List<String> grain,
    List<String> nullable,
    String date,
    Optional<String> dateZone,
    List<DimensionReference> dimensions,
    List<String> degenerate,
    List<Measure> measures,
    List<BridgeSpec> bridges,
    AcrossBatches acrossBatches,
    boolean keepsRepeats,
    LayoutSpec layout,
    String description,
    int line) {

  /** What happens to a record whose member is not there. */
  public enum Missing {
    QUARANTINE,
    UNKNOWN,
    INFER
  }

  /** Which row stands where two batches bring the same grain. */
  public enum AcrossBatches {
    LATEST,
    FIRST,
    ALL
  }

  /**
   * One foreign key: {@code keyColumn} holds the key of {@code to} found by the columns {@code by}.
   *
   * @param isReplayed whether records that were quarantined for want of their member are validated
   *     again whenever members arrive
   */
  public record DimensionReference(
      String keyColumn, String to, List<String> by, Missing missing, boolean isReplayed, int line) {
    /** The calendar, in a role of its own; every date is in it. */
    public static final String CALENDAR = "dim_date";

    public boolean isCalendar() {
      return to.equals(CALENDAR);
    }
  }

  /**
   * A named Spark SQL expression over the source's columns.
   *
   * @param description what it is, with its unit; empty if nobody says
   */
  public record Measure(String name, String expression, String description, int line) {}

  /** The grain as the source has it, without the number of records that repeat others. */
  public List<String> ownGrain() {
    return grain.stream().filter(name -> !name.equals(ColumnSpec.REPEAT_NUMBER)).toList();
  }

  FactSpec numbered() {
    return with(Stream.concat(grain.stream(), Stream.of(ColumnSpec.REPEAT_NUMBER)), degenerate);
  }

  /** Keeps its date as a column. */
  FactSpec timed() {
    return keptColumns().contains(date)
        ? this
        : with(grain.stream(), Stream.concat(degenerate.stream(), Stream.of(date)).toList());
  }

  private FactSpec with(Stream<String> newGrain, List<String> newDegenerate) {
    return new FactSpec(
        name,
        from,
        newGrain.toList(),
        nullable,
        date,
        dateZone,
        dimensions,
        newDegenerate,
        measures,
        bridges,
        acrossBatches,
        keepsRepeats,
        layout,
        description,
        line);
  }

  /**
   * Source columns that the fact keeps as they are: degenerate dimensions, and those parts of the
   * grain that no foreign key stands for. A key that may be the unknown member stands for nothing.
   */
  public List<String> keptColumns() {
    Set<String> kept = new LinkedHashSet<>(grain);
    for (DimensionReference reference : dimensions) {
      if (standsForGrain(reference)) {
        reference.by().forEach(kept::remove);
      }
    }
    kept.addAll(degenerate);
    return List.copyOf(kept);
  }

  /**
   * The columns that identify a row of one batch in the warehouse.
   *
   * @param type2 dimensions whose members have versions; of these the durable key stands
   */
  public List<String> grainColumns(Set<String> type2) {
    List<String> columns = new ArrayList<>();
    Set<String> covered = new LinkedHashSet<>();
    for (DimensionReference reference : dimensions) {
      if (standsForGrain(reference) && !covered.containsAll(reference.by())) {
        String key = reference.keyColumn();
        columns.add(type2.contains(reference.to()) ? DimensionSpec.durable(key) : key);
        covered.addAll(reference.by());
      }
    }
    grain.stream().filter(column -> !covered.contains(column)).forEach(columns::add);
    return List.copyOf(columns);
  }

  private boolean standsForGrain(DimensionReference reference) {
    return reference.missing() != Missing.UNKNOWN
        && !reference.isCalendar()
        && Collections.disjoint(nullable, reference.by())
        && grain.containsAll(reference.by());
  }
}
