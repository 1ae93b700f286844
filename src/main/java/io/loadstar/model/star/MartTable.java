package io.loadstar.model.star;

import io.loadstar.model.MartSpec;
import java.util.List;

/**
 * A mart's table, and the select that it is made of.
 *
 * @param date the column that rows are refreshed by
 */
public record MartTable(
    String area,
    String name,
    List<TableColumn> columns,
    List<String> grain,
    String date,
    MartSpec.Reach reach,
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
        mart.date(),
        mart.reach(),
        mart.sql(),
        mart.description());
  }

  public String qualifiedName() {
    return area + "." + name;
  }

  public List<String> columnNames() {
    return columns.stream().map(TableColumn::name).toList();
  }
}
