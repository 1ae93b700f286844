package io.loadstar.merge;

import io.loadstar.model.RunIdentity;
import io.loadstar.model.StarTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many rows are where, before anything is published. */
public final class RowCounts {
  private RowCounts() {}

  /** How many rows of a run each staging table holds, in the order of the tables. */
  public static Map<String, Long> staged(
      Connection connection, RunIdentity run, List<StarTable> tables) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (StarTable table : tables) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "select count(*) from " + table.staging().qualifiedName() + " where _run_id = ?")) {
        statement.setLong(1, run.runId());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          rows.put(table.name(), row.getLong(1));
        }
      }
    }
    return rows;
  }

  /** Rows that the batch has in a fact now, which a load would replace. */
  public static long contributed(Connection connection, String table, LocalDate batchDate)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select count(*) from " + table + " where _batch_date = ?")) {
      statement.setObject(1, batchDate);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
