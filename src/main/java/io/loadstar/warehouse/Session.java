package io.loadstar.warehouse;

import io.loadstar.error.LoaderException;
import io.loadstar.error.WarehouseErrors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open connection to a warehouse, whose failures come in Loadstar's own words. */
public final class Session implements AutoCloseable {
  private final Warehouse warehouse;
  private final Connection connection;

  public Session(Warehouse warehouse, Connection connection) {
    this.warehouse = warehouse;
    this.connection = connection;
  }

  /** Work that needs a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  public Warehouse warehouse() {
    return warehouse;
  }

  public Connection connection() {
    return connection;
  }

  /**
   * Runs {@code work} and commits, or rolls back and throws.
   *
   * @param doing what the work does, for messages: "staging dim_student"
   */
  public <T> T inTransaction(String doing, Work<T> work) {
    try {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(e);
      throw e instanceof SQLException sql ? failure(doing, sql) : (RuntimeException) e;
    }
  }

  /** Work that needs a connection, and gives nothing back. */
  @FunctionalInterface
  public interface Action {
    void with(Connection connection) throws SQLException;
  }

  /** Does something in the transaction that is open, or without one. */
  public void perform(String doing, Action action) {
    try {
      action.with(connection);
    } catch (SQLException e) {
      throw failure(doing, e);
    }
  }

  /** Runs {@code work} in the transaction that is open, or without one. */
  public <T> T run(String doing, Work<T> work) {
    try {
      return work.with(connection);
    } catch (SQLException e) {
      throw failure(doing, e);
    }
  }

  /** A failing rollback never hides what came before it. */
  public void rollBack(Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /** What a statement of the engine's says, with its identifiers and values. */
  public PreparedStatement prepare(
      String statement, Map<String, String> names, @Nullable Object... values) throws SQLException {
    return bind(connection.prepareStatement(sql(statement, names)), values);
  }

  /** As above, of a statement without identifiers. */
  public PreparedStatement prepare(String statement, @Nullable Object... values)
      throws SQLException {
    return prepare(statement, Map.of(), values);
  }

  /** The text of a statement of the engine's. */
  public String sql(String statement, Map<String, String> names) {
    return Statements.text(warehouse.dialect(), statement, names);
  }

  private static PreparedStatement bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  /** What a failure means, in Loadstar's own words. */
  public LoaderException failure(String doing, SQLException cause) {
    return WarehouseErrors.of(warehouse.fault(cause), doing, cause);
  }

  public boolean isAlive() {
    try {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** A session that cannot be closed is of no use any more, as one that is closed. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was committed is committed; the server ends what is left.
    }
  }
}
