package io.loadstar.model;

import io.loadstar.model.StarTable.TableColumn;
import java.util.List;

/** A table of the staging schema as Spark fills it; {@code _run_id} is added on the way. */
public record StagingTable(String area, String name, List<TableColumn> columns) {
  public List<String> columnNames() {
    return columns.stream().map(TableColumn::name).toList();
  }

  public String qualifiedName() {
    return area + "_staging." + name;
  }
}
