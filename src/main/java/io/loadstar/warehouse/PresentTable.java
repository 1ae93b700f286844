package io.loadstar.warehouse;

import io.loadstar.model.star.TableColumn;
import java.util.List;
import java.util.Optional;

/**
 * A table that is there.
 *
 * @param columns in their order, without those for Loadstar's own use
 * @param workTables names of its tables in the staging schema
 * @param isPartitioned whether its rows lie in partitions
 * @param history signature of what each batch said of a dimension's members, if that is kept
 */
public record PresentTable(
    String area,
    String name,
    Kind kind,
    List<TableColumn> columns,
    List<String> workTables,
    boolean isPartitioned,
    Optional<String> history) {
  /** What a table is in the star. */
  public enum Kind {
    DIMENSION,
    FACT,
    BRIDGE,
    MART
  }

  public Optional<TableColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  public boolean hasHistory() {
    return history.isPresent();
  }
}
