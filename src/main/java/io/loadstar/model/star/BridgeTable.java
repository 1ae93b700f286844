package io.loadstar.model.star;

import java.util.List;

/**
 * A bridge's table.
 *
 * @param grain the identifying columns, the group's key first
 */
public record BridgeTable(
    String area, String name, List<TableColumn> columns, List<String> grain, String description)
    implements StarTable {

  @Override
  public List<String> joinKeys() {
    return List.of(grain.get(0));
  }

  @Override
  public List<TableColumn> stagedTableColumns() {
    return columns;
  }

  @Override
  public TableLayout layout() {
    return TableLayout.SMALL;
  }

  @Override
  public String procedure() {
    return "add_" + name;
  }
}
