package io.loadstar.merge;

import io.loadstar.error.BatchErrors;
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

/** How many rows are where, so that none is lost between staging and the star. */
public final class RowCounts {
  private RowCounts() {}

  /** How many rows of a run each staging table holds, in the order of the tables. */
  public static Map<String, Long> staged(
      Connection connection, RunIdentity run, List<StarTable> tables) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (StarTable table : tables) {
      rows.put(table.name(), staged(connection, run, table));
    }
    return rows;
  }

  /** How many rows of a run a table's staging table holds. */
  static long staged(Connection connection, RunIdentity run, StarTable table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select count(*) from " + table.staging().qualifiedName() + " where _run_id = ?")) {
      statement.setLong(1, run.runId());
      return count(statement);
    }
  }

  /** Before a dimension or a bridge is merged, which writes what changed alone. */
  static void refuseUnseen(Connection connection, RunIdentity run, StarTable table, long staged)
      throws SQLException {
    long seen = staged(connection, run, table);
    if (seen != staged) {
      throw BatchErrors.notAllSeen(table.staging().qualifiedName(), staged, seen);
    }
  }

  /** After a fact is replaced: its rows are in the star, or gave way to another batch's. */
  static void refuseLost(
      Connection connection, RunIdentity run, StarTable fact, long staged, long written)
      throws SQLException {
    if (written == staged) {
      return;
    }
    long gaveWay = contributed(connection, superseded(run, fact), run.batchDate());
    if (written + gaveWay != staged) {
      throw BatchErrors.notAllWritten(run.area() + "." + fact.name(), staged, written, gaveWay);
    }
  }

  private static String superseded(RunIdentity run, StarTable fact) {
    return run.area() + "_staging.superseded_" + fact.name();
  }

  /** Rows that the batch has brought to a fact, those that gave way included. */
  static long contributed(Connection connection, RunIdentity run, StarTable fact)
      throws SQLException {
    return contributed(connection, run.area() + "." + fact.name(), run.batchDate())
        + contributed(connection, superseded(run, fact), run.batchDate());
  }

  /** Rows that the batch has in a table now: in a fact, those that a load would replace. */
  public static long contributed(Connection connection, String table, LocalDate batchDate)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select count(*) from " + table + " where _batch_date = ?")) {
      statement.setObject(1, batchDate);
      return count(statement);
    }
  }

  private static long count(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
