package io.loadstar.stage.postgres;

import io.loadstar.error.SqlFault;
import io.loadstar.model.ColumnType;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.postgresql.PGConnection;

/**
 * Copies one partition into a staging table, on an executor. The COPY and a row that names run,
 * table and partition are one transaction: an attempt that comes second collides with the first
 * one's row, and takes over its result instead of staging again.
 */
record PartitionCopy(
    Warehouse warehouse,
    String schema,
    String table,
    List<String> columns,
    List<ColumnType> types,
    List<Integer> dateKeys,
    long runId)
    implements Serializable {

  long copy(int partition, Iterator<InternalRow> rows) {
    try (Session session = warehouse.connect()) {
      return session.run(
          "staging " + schema + "." + table, connection -> copy(session, partition, rows));
    }
  }

  private long copy(Session session, int partition, Iterator<InternalRow> rows)
      throws SQLException {
    Connection connection = session.connection();
    connection.setAutoCommit(false);
    try {
      long staged = copy(connection, partition, rows);
      connection.commit();
      return staged;
    } catch (SQLException e) {
      session.rollBack(e);
      if (warehouse.fault(e) == SqlFault.UNIQUE_VIOLATION) {
        return stagedBefore(connection, partition);
      }
      throw e;
    }
  }

  private long copy(Connection connection, int partition, Iterator<InternalRow> rows)
      throws SQLException {
    claim(connection, partition);
    StagedDates dates = new StagedDates(dateKeys);
    long staged;
    String sql =
        "copy "
            + schema
            + "."
            + table
            + " ("
            + String.join(", ", columns)
            + ", _run_id) from stdin (format binary)";
    try (BinaryRows stream =
        new BinaryRows(
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql), types, runId)) {
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        stream.write(row);
        dates.add(row);
      }
      staged = stream.end();
    }
    dates.save(connection, runId, schema + "." + table, partition);
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            update loadstar.staged_partition
            set row_count = ?
            where run_id = ? and table_name = ? and partition_id = ?
            """)) {
      statement.setLong(1, staged);
      bind(statement, 2, partition);
      statement.executeUpdate();
    }
    return staged;
  }

  /** Waits here while another attempt at the same partition is under way. */
  private void claim(Connection connection, int partition) throws SQLException {
    try (Statement unlimited = connection.createStatement()) {
      // The other attempt may take as long as it takes.
      unlimited.execute("set local lock_timeout = 0");
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into loadstar.staged_partition (run_id, table_name, partition_id, row_count)
            values (?, ?, ?, 0)
            """)) {
      bind(statement, 1, partition);
      statement.executeUpdate();
    }
  }

  private long stagedBefore(Connection connection, int partition) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select row_count
            from loadstar.staged_partition
            where run_id = ? and table_name = ? and partition_id = ?
            """)) {
      bind(statement, 1, partition);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private void bind(PreparedStatement statement, int first, int partition) throws SQLException {
    statement.setLong(first, runId);
    statement.setString(first + 1, schema + "." + table);
    statement.setInt(first + 2, partition);
  }
}
