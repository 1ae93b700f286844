package io.loadstar.warehouse;

import io.loadstar.model.star.TableColumn;
import java.util.List;
import java.util.Optional;

/**
 * A table that is there.
 *
 * @param columns in their order, without those for Loadstar's own use
 * @param workTables names of its tables in the staging schema
 * @param partitions what its rows lie in
 * @param history signature of what each batch said of a dimension's members, if that is kept
 */
public record PresentTable(
    String area,
    String name,
    Kind kind,
    List<TableColumn> columns,
    List<String> workTables,
    Partitions partitions,
    Optional<String> history) {
  /** What a table is in the star. */
  public enum Kind {
    DIMENSION,
    FACT,
    BRIDGE,
    MART
  }

  /** How a table is parted: by month as the spec says, or as somebody else has made it. */
  public enum Partitions {
    NONE,
    MONTHS,
    OTHER
  }

  public Optional<TableColumn> column(String columnName) {
    return columns.stream().filter(column -> column.name().equals(columnName)).findFirst();
  }

  public boolean hasHistory() {
    return history.isPresent();
  }
}
