package io.loadstar.model.star;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A table of the star as the warehouse has it, without the audit columns that all have. */
public sealed interface StarTable permits DimensionTable, FactTable, BridgeTable {
  /** The key that members are compared by. */
  String ROW_HASH = "_row_hash";

  String area();

  String name();

  List<TableColumn> columns();

  String description();

  /** Columns that join bridges, or outriggers; of nothing known they hold the unknown key. */
  List<String> joinKeys();

  /** Columns that staging receives. */
  List<TableColumn> stagedTableColumns();

  TableLayout layout();

  /** Name of the procedure that publishes what was staged. */
  String procedure();

  /** What a row has besides, for Loadstar's own use; the audit columns follow. */
  default List<TableColumn> internalColumns() {
    return List.of();
  }

  /** By column that is a foreign key, the table with its schema that it points to. */
  default Map<String, String> foreignKeys() {
    return Map.of();
  }

  /** Columns that hold keys of the calendar. */
  default List<String> dateKeys() {
    return List.of();
  }

  default boolean isDimension() {
    return this instanceof DimensionTable;
  }

  default boolean isFact() {
    return this instanceof FactTable;
  }

  default boolean isBridge() {
    return this instanceof BridgeTable;
  }

  default String qualifiedName() {
    return area() + "." + name();
  }

  default String stagingSchema() {
    return area() + "_staging";
  }

  /** Where the rows of a batch are put first. */
  default StagingTable staging() {
    return new StagingTable(area(), "staging_" + name(), stagedTableColumns(), dateKeys());
  }

  default Stream<StagingTable> stagingTables() {
    return Stream.of(staging());
  }

  /** Tables that publishing fills for its own use, and the next one finds as they were left. */
  default Stream<String> workTables() {
    return Stream.empty();
  }

  /** Names of {@link #stagedTableColumns}. */
  default List<String> stagedColumns() {
    return stagedTableColumns().stream().map(TableColumn::name).toList();
  }

  default List<String> columnNames() {
    return columns().stream().map(TableColumn::name).toList();
  }

  default Optional<TableColumn> column(String columnName) {
    return columns().stream().filter(column -> column.name().equals(columnName)).findFirst();
  }
}
