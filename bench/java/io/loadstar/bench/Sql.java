package io.loadstar.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.postgresql.PGConnection;

/** The SQL files of the benchmark, and what all jobs do with a database. */
final class Sql {
  private Sql() {}

  static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url);
  }

  /** Runs a file of {@code bench/sql}, statement by statement, with names in braces replaced. */
  static void run(Connection connection, Path bench, String file, Map<String, String> names)
      throws IOException, SQLException {
    String text = Files.readString(bench.resolve("sql").resolve(file));
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace("{" + name.getKey() + "}", name.getValue());
    }
    try (Statement statement = connection.createStatement()) {
      for (String each : statements(text)) {
        statement.execute(each);
      }
    }
  }

  /** No text here holds a semicolon at the end of a line. */
  static java.util.List<String> statements(String text) {
    return java.util.regex.Pattern.compile(";\\s*$", java.util.regex.Pattern.MULTILINE)
        .splitAsStream(text)
        .filter(each -> !each.isBlank())
        .toList();
  }

  static void copy(Connection connection, String table, Path file, boolean hasHeader)
      throws IOException, SQLException {
    String sql = "copy " + table + " from stdin (format csv" + (hasHeader ? ", header" : "") + ")";
    try (InputStream in = Files.newInputStream(file)) {
      long unused = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, in, 1 << 16);
    }
  }

  static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
