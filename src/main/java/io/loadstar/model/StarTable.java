package io.loadstar.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of the star as the warehouse has it, without the audit columns that all have.
 *
 * @param kind what the table is in the star
 * @param groupKeys columns that join bridges
 * @param keyColumn a dimension's surrogate key, else empty
 * @param foreignKeys table that each foreign key column points to
 * @param grain a fact's identifying columns
 * @param isGrainDated whether rows of equal grain have equal {@code date_key}
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
    String description) {

  /** What a table is in the star. */
  public enum Kind {
    DIMENSION,
    FACT,
    BRIDGE
  }

  /** A column; {@code description} becomes its comment. */
  public record TableColumn(String name, ColumnType type, boolean notNull, String description) {}

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

  public String staging() {
    return "staging_" + name;
  }

  /** Columns that staging receives: those of the table, and a dimension's row hash. */
  public List<String> stagedColumns() {
    Stream<String> own = columns.stream().map(TableColumn::name);
    return (isDimension() ? Stream.concat(own, Stream.of(ROW_HASH)) : own).toList();
  }

  public Optional<TableColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }
}
