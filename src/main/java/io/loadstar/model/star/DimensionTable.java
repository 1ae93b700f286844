package io.loadstar.model.star;

import io.loadstar.model.ColumnType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A dimension's table.
 *
 * @param keyColumn its surrogate key
 * @param outriggers dimensions that it refers to
 * @param members how its members are remembered
 * @param unknown texts of the unknown member, and of members that only facts name, by column
 */
public record DimensionTable(
    String area,
    String name,
    List<TableColumn> columns,
    List<String> joinKeys,
    List<OutriggerKey> outriggers,
    String keyColumn,
    MemberHistory members,
    Map<String, String> unknown,
    TableLayout layout,
    String description)
    implements StarTable {

  /**
   * A key of another dimension.
   *
   * @param by this dimension's columns that are the natural key there
   */
  public record OutriggerKey(String column, String dimension, List<String> by) {}

  @Override
  public Map<String, String> foreignKeys() {
    Map<String, String> keys = new LinkedHashMap<>();
    outriggers.forEach(key -> keys.put(key.column(), area + "." + key.dimension()));
    return keys;
  }

  @Override
  public String procedure() {
    return "merge_" + name;
  }

  public boolean isType2() {
    return members.isType2();
  }

  public boolean isInferable() {
    return members.isInferable();
  }

  /** Where members are put that facts refer to and the batch's source does not name. */
  public StagingTable inferred() {
    List<TableColumn> needed = new ArrayList<>();
    needed.add(column(members.durableKey()).orElseThrow());
    members.naturalKey().forEach(column -> needed.add(column(column).orElseThrow()));
    if (isType2()) {
      needed.add(MemberHistory.naturalKeyText());
    }
    return new StagingTable(area, "inferred_" + name, needed, List.of());
  }

  /**
   * Where the keys of members are put whose records were kept out of a snapshot; none stands for a
   * record that does not tell whose it is.
   */
  public StagingTable unread() {
    TableColumn key = column(members.durableKey()).orElseThrow();
    return new StagingTable(area, "unread_" + name, List.of(key), List.of());
  }

  @Override
  public Stream<StagingTable> stagingTables() {
    Stream<StagingTable> inferred = isInferable() ? Stream.of(inferred()) : Stream.empty();
    Stream<StagingTable> unread = members.deliversChanges() ? Stream.empty() : Stream.of(unread());
    return Stream.of(Stream.of(staging()), inferred, unread).flatMap(tables -> tables);
  }

  @Override
  public Stream<String> workTables() {
    Stream<String> versions = isType2() ? Stream.of("versions") : Stream.empty();
    Stream<String> named = members.isOutrigger() ? Stream.of("named") : Stream.empty();
    Stream<String> moved = members.isResolved() ? Stream.of("moved") : Stream.empty();
    return Stream.of(Stream.of("touched", "changed"), versions, named, moved)
        .flatMap(kinds -> kinds)
        .map(kind -> stagingSchema() + "." + kind + "_" + name);
  }

  /** Staging receives them, and the history keeps them. */
  @Override
  public List<TableColumn> stagedTableColumns() {
    Set<String> made = new HashSet<>(members.made());
    if (isType2() && !members.hasEffective()) {
      made.add(keyColumn);
    }
    List<TableColumn> staged = new ArrayList<>();
    columns.stream().filter(column -> !made.contains(column.name())).forEach(staged::add);
    if (isType2()) {
      staged.add(MemberHistory.naturalKeyText());
      if (members.hasEffective()) {
        staged.add(TableColumn.internal(MemberHistory.EFFECTIVE, members.boundType()));
      }
      staged.add(TableColumn.internal(MemberHistory.TRACKED_HASH, ColumnType.KEY));
    }
    sequence().forEach(staged::add);
    staged.add(TableColumn.internal(ROW_HASH, ColumnType.KEY));
    return staged;
  }

  private List<TableColumn> sequence() {
    return members.sequence().stream()
        .map(column -> TableColumn.internal(MemberHistory.SEQUENCE, column.type()))
        .toList();
  }

  @Override
  public List<TableColumn> internalColumns() {
    List<TableColumn> internal = new ArrayList<>();
    if (isType2()) {
      internal.add(MemberHistory.naturalKeyText());
      internal.add(TableColumn.internal("_facts_from", members.factsBoundType()));
      internal.add(TableColumn.internal("_facts_until", members.factsBoundType()));
      internal.add(TableColumn.internal(MemberHistory.TRACKED_HASH, ColumnType.KEY));
    }
    if (!isType2()) {
      sequence().forEach(internal::add);
    }
    internal.add(TableColumn.internal(ROW_HASH, ColumnType.KEY));
    return internal;
  }

  /** Columns of a row as it is made while a batch is published. */
  public List<TableColumn> changedColumns() {
    return isType2()
        ? Stream.concat(columns.stream(), internalColumns().stream()).toList()
        : stagedTableColumns();
  }

  /** Names of {@link #changedColumns}. */
  public List<String> changedNames() {
    return changedColumns().stream().map(TableColumn::name).toList();
  }

  /** Columns that are known of a member that only facts name. */
  public Set<String> identifying() {
    Set<String> known = new HashSet<>(members.made());
    known.add(keyColumn);
    known.add(members.durableKey());
    known.addAll(members.naturalKey());
    return known;
  }
}
