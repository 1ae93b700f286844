package io.loadstar.merge;

import io.loadstar.model.RunIdentity;
import io.loadstar.model.StagingTable;
import io.loadstar.model.StarTable;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Station merge: staging into the star by the area's procedures. The caller owns the transaction.
 */
public final class Publisher {
  private static final int POSTGRES_WITH_UNENFORCED_KEYS = 18;

  private Publisher() {}

  /**
   * Merges dimensions, adds what bridges lack, replaces facts, then sweeps members that are gone.
   * What the batch contributed before is taken out of the facts while their rows are still staged.
   *
   * @param tables in the order of {@link io.loadstar.model.StarTables}, facts last
   * @param staged returns once all rows of a table are staged, with how many they are
   * @param complete returns once nothing else is under way; called before others have to wait
   * @return rows written, by table
   */
  public static Map<String, Long> publish(
      Connection connection,
      RunIdentity run,
      List<StarTable> tables,
      LocalDateTime loadedAt,
      ToLongFunction<StarTable> staged,
      Runnable complete)
      throws SQLException {
    skipForeignKeyChecks(connection);
    Map<String, Long> written = new LinkedHashMap<>();
    List<StarTable> facts = tables.stream().filter(StarTable::isFact).toList();
    for (StarTable table : tables) {
      if (!table.isFact()) {
        long rows = staged.applyAsLong(table);
        written.put(table.name(), merged(connection, run, table, loadedAt, rows));
      }
    }
    for (StarTable fact : facts) {
      retract(connection, fact, run);
    }
    for (StarTable fact : facts) {
      long rows = staged.applyAsLong(fact);
      written.put(fact.name(), replaced(connection, run, fact, loadedAt, rows));
    }
    complete.run();
    if (!facts.isEmpty()) {
      // As late as can be: other areas wait for the calendar.
      addDates(connection, run);
    }
    for (StarTable dimension : tables.stream().filter(StarTable::isDimension).toList()) {
      sweep(connection, dimension);
    }
    return written;
  }

  private static long merged(
      Connection connection, RunIdentity run, StarTable table, LocalDateTime loadedAt, long staged)
      throws SQLException {
    RowCounts.refuseUnseen(connection, run, table, staged);
    analyze(connection, table);
    return call(connection, table, run, loadedAt);
  }

  private static long replaced(
      Connection connection, RunIdentity run, StarTable fact, LocalDateTime loadedAt, long staged)
      throws SQLException {
    long written = call(connection, fact, run, loadedAt);
    RowCounts.refuseLost(connection, run, fact, staged, written);
    return written;
  }

  /**
   * Whether the connection's next transaction may wait for what is staged: not if the server cuts
   * off transactions that wait or take long.
   */
  public static boolean mayWait(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select
                    current_setting('idle_in_transaction_session_timeout') = '0'
                    and coalesce(current_setting('transaction_timeout', true), '0') = '0'
                """)) {
      row.next();
      return row.getBoolean(1);
    }
  }

  /** The planner knows the former run's rows; with those in mind it may join row by row. */
  private static void analyze(Connection connection, StarTable table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (StagingTable staging : table.stagingTables().toList()) {
        statement.execute("analyze " + staging.qualifiedName());
      }
    }
  }

  /** The SQL that publishing would run, for people. */
  public static List<String> statements(String area, List<StarTable> tables) {
    List<StarTable> facts = tables.stream().filter(StarTable::isFact).toList();
    List<String> procedures = new ArrayList<>();
    tables.stream()
        .filter(table -> !table.isFact())
        .forEach(table -> procedures.add(table.procedure()));
    facts.forEach(fact -> procedures.add("retract_" + fact.name()));
    facts.forEach(fact -> procedures.add(fact.procedure()));
    if (!facts.isEmpty()) {
      procedures.add("add_dates");
    }
    tables.stream()
        .filter(StarTable::isDimension)
        .forEach(dimension -> procedures.add("sweep_" + dimension.name()));
    return procedures.stream().map(procedure -> "call " + area + "." + procedure).toList();
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

  private static void retract(Connection connection, StarTable fact, RunIdentity run)
      throws SQLException {
    try (CallableStatement retract =
        connection.prepareCall("call " + run.area() + ".retract_" + fact.name() + "(?)")) {
      retract.setObject(1, run.batchDate());
      retract.execute();
    }
  }

  private static void sweep(Connection connection, StarTable dimension) throws SQLException {
    try (CallableStatement sweep =
        connection.prepareCall("call " + dimension.area() + ".sweep_" + dimension.name() + "()")) {
      sweep.execute();
    }
  }

  private static long call(
      Connection connection, StarTable table, RunIdentity run, LocalDateTime loadedAt)
      throws SQLException {
    try (CallableStatement call =
        connection.prepareCall("call " + run.area() + "." + table.procedure() + "(?, ?, ?, 0)")) {
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
}
