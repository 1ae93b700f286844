package io.loadstar.testcase;

import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.TableColumn;
import io.loadstar.warehouse.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a load left in the tables of an area. */
public record LoadedRows(Star star, SubjectArea area, Warehouse warehouse) {

  /** Columns of each dimension, bridge, fact and mart, by its name. */
  public static Map<String, List<String>> tables(Star star) {
    Map<String, List<String>> tables = new LinkedHashMap<>();
    star.tables().forEach(table -> tables.put(table.name(), names(table.columns())));
    star.marts().forEach(mart -> tables.put(mart.name(), names(mart.columns())));
    return tables;
  }

  private static List<String> names(List<TableColumn> columns) {
    return columns.stream().map(TableColumn::name).toList();
  }

  /** Rows of a table, but for the unknown member. */
  public CsvRows of(String table, List<String> columns) {
    String known =
        star.dimensions().stream()
            .filter(dimension -> dimension.name().equals(table))
            .findFirst()
            .map(DimensionTable::keyColumn)
            .map(key -> " where " + key + " <> '" + area.keys().unknown() + "'")
            .orElse("");
    String sql =
        "select " + String.join(", ", columns) + " from " + area.name() + "." + table + known;
    return warehouse.inTransaction(
        "reading " + table,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet found = statement.executeQuery(sql)) {
            return new CsvRows(columns, rows(found, columns.size()));
          }
        });
  }

  private static List<List<@Nullable String>> rows(ResultSet found, int columns)
      throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    while (found.next()) {
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        boolean isFlag = found.getObject(i) instanceof Boolean;
        row.add(isFlag ? String.valueOf(found.getBoolean(i)) : found.getString(i));
      }
      rows.add(row);
    }
    return rows;
  }
}
