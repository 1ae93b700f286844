package io.loadstar.model.star;

import java.util.List;

/**
 * A table of the staging schema as Spark fills it; {@code _run_id} is added on the way.
 *
 * @param dateKeys columns that hold keys of the calendar
 */
public record StagingTable(
    String area, String name, List<TableColumn> columns, List<String> dateKeys) {
  public List<String> columnNames() {
    return columns.stream().map(TableColumn::name).toList();
  }

  /** Where among the columns {@link #dateKeys} are. */
  public List<Integer> dateKeyPlaces() {
    return dateKeys.stream().map(columnNames()::indexOf).toList();
  }

  public String qualifiedName() {
    return area + "_staging." + name;
  }
}
