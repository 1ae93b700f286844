package io.loadstar.merge;

import io.loadstar.model.RunIdentity;
import io.loadstar.model.StagingTable;
import io.loadstar.model.StarTable;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Station merge: staging into the star by the area's procedures. The caller owns the transaction.
 */
public final class Publisher {
  private static final int POSTGRES_WITH_UNENFORCED_KEYS = 18;

  private Publisher() {}

  /**
   * Merges dimensions, adds what bridges lack, replaces facts, then sweeps members that are gone.
   *
   * @param tables in the order of {@link io.loadstar.model.StarTables}, facts last
   * @return rows written, by table
   */
  public static Map<String, Long> publish(
      Connection connection, RunIdentity run, List<StarTable> tables, LocalDateTime loadedAt)
      throws SQLException {
    skipForeignKeyChecks(connection);
    analyze(connection, tables);
    Map<String, Long> written = new LinkedHashMap<>();
    boolean isDated = false;
    for (StarTable table : tables) {
      if (table.isFact() && !isDated) {
        // As late as can be: other areas wait for the calendar.
        addDates(connection, run);
        isDated = true;
      }
      written.put(table.name(), call(connection, table.procedure(), run, loadedAt));
    }
    for (StarTable dimension : tables.stream().filter(StarTable::isDimension).toList()) {
      try (CallableStatement sweep =
          connection.prepareCall("call " + run.area() + ".sweep_" + dimension.name() + "()")) {
        sweep.execute();
      }
    }
    return written;
  }

  /** Stages again what the batch has in the star, so that what the run staged comes on top. */
  public static void keep(Connection connection, RunIdentity run, List<StarTable> tables)
      throws SQLException {
    for (StarTable table : tables) {
      if (!table.isBridge()) {
        try (CallableStatement keep =
            connection.prepareCall("call " + run.area() + ".keep_" + table.name() + "(?, ?)")) {
          keep.setLong(1, run.runId());
          keep.setObject(2, run.batchDate());
          keep.execute();
        }
      }
    }
  }

  /** How many rows of a run each staging table holds, in the order of the tables. */
  public static Map<String, Long> stagedRows(
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

  /** The planner knows the former run's rows; with those in mind it may join row by row. */
  private static void analyze(Connection connection, List<StarTable> tables) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (StagingTable table : tables.stream().flatMap(StarTable::stagingTables).toList()) {
        statement.execute("analyze " + table.qualifiedName());
      }
    }
  }

  /** The SQL that publishing would run, for people. */
  public static List<String> statements(String area, List<StarTable> tables) {
    List<String> statements = new ArrayList<>();
    boolean isDated = false;
    for (StarTable table : tables) {
      if (table.isFact() && !isDated) {
        statements.add("call " + area + ".add_dates");
        isDated = true;
      }
      statements.add("call " + area + "." + table.procedure());
    }
    tables.stream()
        .filter(StarTable::isDimension)
        .forEach(table -> statements.add("call " + area + ".sweep_" + table.name()));
    return statements;
  }

  /**
   * Before Postgres 18 every declared foreign key is checked row by row. They are right by
   * construction, so a user who may (grant set on parameter session_replication_role) skips that.
   */
  private static void skipForeignKeyChecks(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() >= POSTGRES_WITH_UNENFORCED_KEYS) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select has_parameter_privilege('session_replication_role', 'set')")) {
      row.next();
      if (row.getBoolean(1)) {
        statement.execute("set local session_replication_role = replica");
      }
    }
  }

  /** The calendar is shared by all areas, so its writers take turns. */
  private static void addDates(Connection connection, RunIdentity run) throws SQLException {
    try (Statement lock = connection.createStatement();
        CallableStatement call = connection.prepareCall("call " + run.area() + ".add_dates(?)")) {
      lock.execute("lock table shared.dim_date in share row exclusive mode");
      call.setLong(1, run.runId());
      call.execute();
    }
  }

  private static long call(
      Connection connection, String procedure, RunIdentity run, LocalDateTime loadedAt)
      throws SQLException {
    try (CallableStatement call =
        connection.prepareCall("call " + run.area() + "." + procedure + "(?, ?, ?, 0)")) {
      call.setLong(1, run.runId());
      call.setObject(2, run.batchDate());
      call.setObject(3, loadedAt);
      call.execute();
      try (ResultSet row = call.getResultSet()) {
        row.next();
        return row.getLong(1);
      }
    }
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
