package io.loadstar.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table of the star as the warehouse has it, without the audit columns that all have.
 *
 * @param kind what the table is in the star
 * @param groupKeys columns that join bridges
 * @param keyColumn a dimension's surrogate key, else empty
 * @param foreignKeys table, with its schema, that each foreign key column points to
 * @param grain a fact's identifying columns
 * @param isGrainDated whether rows of equal grain have equal {@code date_key}
 * @param members how a dimension's members are remembered
 * @param resolved a fact's keys that are looked up while the batch is published
 * @param dateKeys a fact's columns that hold keys of the calendar
 */
public record StarTable(
    String area,
    String name,
    Kind kind,
    List<TableColumn> columns,
    List<String> groupKeys,
    String keyColumn,
    Map<String, String> foreignKeys,
    List<String> grain,
    boolean isGrainDated,
    FactSpec.AcrossBatches acrossBatches,
    String description,
    Optional<Members> members,
    List<ResolvedKey> resolved,
    List<String> dateKeys) {

  /** What a table is in the star. */
  public enum Kind {
    DIMENSION,
    FACT,
    BRIDGE
  }

  /** A column; {@code description} becomes its comment. */
  public record TableColumn(String name, ColumnType type, boolean notNull, String description) {}

  /**
   * A foreign key that depends on what the dimension holds: which version is in force at the date
   * of the fact, or whether the member is there at all.
   *
   * @param column the key, as BI joins it
   * @param durable the member's key beside it, whatever the dimension holds
   * @param dimensionKey key of the row in the dimension
   * @param memberKey key of the member in the dimension
   * @param mayBeUnknown whether the unknown member stands in for a member that is not there
   */
  public record ResolvedKey(
      String column,
      String durable,
      String dimension,
      String dimensionKey,
      String memberKey,
      boolean isType2,
      boolean mayBeUnknown) {}

  /** The key that Loadstar compares members by. */
  public static final String ROW_HASH = "_row_hash";

  public boolean isDimension() {
    return kind == Kind.DIMENSION;
  }

  public boolean isFact() {
    return kind == Kind.FACT;
  }

  public boolean isBridge() {
    return kind == Kind.BRIDGE;
  }

  /** Name of the procedure that publishes what was staged. */
  public String procedure() {
    String verb =
        switch (kind) {
          case DIMENSION -> "merge_";
          case FACT -> "replace_";
          case BRIDGE -> "add_";
        };
    return verb + name;
  }

  /** Where the rows of a batch are put first. */
  public StagingTable staging() {
    return new StagingTable(area, "staging_" + name, stagedTableColumns(), dateKeys);
  }

  /** Where members are put that facts refer to and the batch's source does not name. */
  public StagingTable inferred() {
    Members kept = members.orElseThrow();
    List<TableColumn> needed = new ArrayList<>();
    needed.add(column(kept.durableKey()).orElseThrow());
    kept.naturalKey().forEach(column -> needed.add(column(column).orElseThrow()));
    if (kept.isType2()) {
      needed.add(Members.naturalKeyText());
    }
    return new StagingTable(area, "inferred_" + name, needed, List.of());
  }

  public boolean isInferable() {
    return members.filter(Members::isInferable).isPresent();
  }

  public Stream<StagingTable> stagingTables() {
    return isInferable() ? Stream.of(staging(), inferred()) : Stream.of(staging());
  }

  /** Tables that a merge fills for its own use, and the next one finds as they were left. */
  public Stream<String> mergeTables() {
    return members.stream()
        .flatMap(StarTable::mergeTables)
        .map(kind -> area + "_staging." + kind + "_" + name);
  }

  private static Stream<String> mergeTables(Members kept) {
    Stream<String> versions = kept.isType2() ? Stream.of("versions") : Stream.empty();
    Stream<String> moved = kept.isResolved() ? Stream.of("moved") : Stream.empty();
    return Stream.of(Stream.of("touched", "changed"), versions, moved).flatMap(kinds -> kinds);
  }

  public boolean isType2() {
    return members.filter(Members::isType2).isPresent();
  }

  /** Names of {@link #stagedTableColumns}. */
  public List<String> stagedColumns() {
    return stagedTableColumns().stream().map(TableColumn::name).toList();
  }

  public List<String> columnNames() {
    return columns.stream().map(TableColumn::name).toList();
  }

  /** Columns that staging receives, and a dimension's history keeps. */
  public List<TableColumn> stagedTableColumns() {
    Set<String> made = new HashSet<>();
    resolved.forEach(key -> made.add(key.column()));
    members.ifPresent(kept -> made.addAll(madeInTheWarehouse(kept)));
    List<TableColumn> staged = new ArrayList<>();
    columns.stream().filter(column -> !made.contains(column.name())).forEach(staged::add);
    members.ifPresent(
        kept -> {
          if (kept.isType2()) {
            staged.add(Members.naturalKeyText());
            if (kept.hasEffective()) {
              staged.add(Members.internal(Members.EFFECTIVE, Members.DATE));
            }
            staged.add(Members.internal(Members.TRACKED_HASH, ColumnType.KEY));
          }
          staged.add(Members.internal(ROW_HASH, ColumnType.KEY));
        });
    return staged;
  }

  private Set<String> madeInTheWarehouse(Members kept) {
    Set<String> made = new HashSet<>(kept.made());
    if (kept.isType2() && !kept.hasEffective()) {
      made.add(keyColumn);
    }
    return made;
  }

  /** What a dimension's row has besides, for Loadstar's own use; the audit columns follow. */
  public List<TableColumn> internalColumns() {
    List<TableColumn> internal = new ArrayList<>();
    if (isType2()) {
      ColumnType dateKey = ColumnType.of(ColumnType.Kind.INTEGER);
      internal.add(Members.naturalKeyText());
      internal.add(Members.internal("_facts_from", dateKey));
      internal.add(Members.internal("_facts_until", dateKey));
      internal.add(Members.internal(Members.TRACKED_HASH, ColumnType.KEY));
    }
    if (isDimension()) {
      internal.add(Members.internal(ROW_HASH, ColumnType.KEY));
    }
    return internal;
  }

  public Optional<TableColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }
}
