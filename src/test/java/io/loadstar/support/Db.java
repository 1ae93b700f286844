package io.loadstar.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks a test's database. */
public final class Db {
  private Db() {}

  /** Rows as texts joined by a bar; null as an empty text. */
  public static List<String> rows(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("set datestyle = 'ISO'");
      try (ResultSet rows = statement.executeQuery(sql)) {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            row.add(rows.getString(i) == null ? "" : rows.getString(i));
          }
          texts.add(String.join("|", row));
        }
        return texts;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public static String value(String url, String sql) {
    return rows(url, sql).get(0);
  }

  public static long count(String url, String table) {
    return Long.parseLong(value(url, "select count(*) from " + table));
  }

  /**
   * Everything that BI sees of an area, and the rows that gave way, without run and time of load.
   */
  public static List<String> star(String url, String area) {
    List<String> star = new ArrayList<>();
    for (String table :
        rows(
            url,
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ('"
                + area
                + "', 'shared') or table_name like 'superseded%' order by 1")) {
      for (String row :
          rows(url, "select to_jsonb(t) - '_run_id' - '_loaded_at' from " + table + " t")) {
        star.add(table + " " + row);
      }
    }
    Collections.sort(star);
    return star;
  }
}
