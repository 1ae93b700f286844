package io.loadstar.warehouse;

import io.loadstar.error.WarehouseErrors;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The database that holds the star. */
public final class Warehouse implements Serializable {
  private static final int OLDEST_POSTGRES = 15;

  private final ConnectionSettings settings;

  public Warehouse(ConnectionSettings settings) {
    this.settings = settings;
  }

  /** Work that needs a connection. */
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** A connection in autocommit mode; the caller closes it. */
  public Connection connect() {
    try {
      Connection connection = settings.open();
      checkVersion(connection);
      limitWaits(connection);
      return connection;
    } catch (SQLException e) {
      String state = e.getSQLState() == null ? "" : e.getSQLState();
      if (state.startsWith("28")) {
        throw WarehouseErrors.wrongPassword(toString(), e);
      }
      throw "3D000".equals(state)
          ? WarehouseErrors.noDatabase(toString(), e)
          : WarehouseErrors.unreachable(toString(), e);
    }
  }

  /** Fails in Loadstar's own words if the warehouse cannot be used. */
  public void verify() {
    inTransaction("connecting", connection -> null);
  }

  /**
   * Runs {@code work} and commits, or rolls back and throws.
   *
   * @param doing what the work does, for messages: "staging dim_student"
   */
  public <T> T inTransaction(String doing, Work<T> work) {
    try (Connection connection = connect()) {
      return inTransaction(connection, doing, work);
    } catch (SQLException e) {
      throw WarehouseErrors.of(doing, e);
    }
  }

  /** As above, on a connection that the caller keeps. */
  public static <T> T inTransaction(Connection connection, String doing, Work<T> work) {
    try {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      connection.setAutoCommit(true);
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      throw e instanceof SQLException sql ? WarehouseErrors.of(doing, sql) : (RuntimeException) e;
    }
  }

  /** A failing rollback never hides what came before it. */
  public static void rollBack(Connection connection, Exception cause) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * A lock that somebody forgot must not hold a nightly load for ever; a setting of the URL wins.
   */
  private static void limitWaits(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "select set_config('lock_timeout', '60s', false) where current_setting('lock_timeout') = '0'");
    }
  }

  private void checkVersion(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST_POSTGRES) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      connection.close();
      throw WarehouseErrors.tooOld(toString(), version);
    }
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
