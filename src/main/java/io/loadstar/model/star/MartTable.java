package io.loadstar.model.star;

import io.loadstar.model.MartSpec;
import java.util.List;

/**
 * A mart's table, and the select that it is made of.
 *
 * @param refresh which rows are made anew together
 */
public record MartTable(
    String area,
    String name,
    List<TableColumn> columns,
    List<String> grain,
    MartSpec.Refresh refresh,
    String sql,
    String description) {

  static MartTable of(String area, MartSpec mart) {
    return new MartTable(
        area,
        mart.name(),
        mart.columns().stream()
            .map(
                column ->
                    new TableColumn(
                        column.name(),
                        column.type(),
                        mart.grain().contains(column.name()),
                        column.description()))
            .toList(),
        mart.grain(),
        mart.refresh(),
        mart.sql(),
        mart.description());
  }

  public String qualifiedName() {
    return area + "." + name;
  }

  /** Whether rows are made anew by key, not by date. */
  public boolean isKeyed() {
    return refresh instanceof MartSpec.ByKey;
  }

  /** The column that rows are refreshed by. */
  public TableColumn refreshedBy() {
    return columns.stream()
        .filter(column -> column.name().equals(refresh.column()))
        .findFirst()
        .orElseThrow();
  }

  public List<String> columnNames() {
    return columns.stream().map(TableColumn::name).toList();
  }
}
