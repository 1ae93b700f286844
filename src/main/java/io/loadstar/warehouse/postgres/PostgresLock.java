package io.loadstar.warehouse.postgres;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.warehouse.Dialect;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Statements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** An area's lock: an advisory lock of the session. */
final class PostgresLock {
  /** The session of a run that has just ended may not be gone yet. */
  private static final int TRIES = 5;

  private static final long PAUSE_MILLIS = 200;

  private PostgresLock() {}

  /** Takes the lock, or says who has it. */
  static void take(Session session, String area) {
    session.perform(
        "taking the lock of " + area,
        connection -> {
          noticeDeath(connection);
          for (int tries = 1; !isTaken(connection, "pg_try_advisory_lock", area); tries++) {
            if (tries == TRIES) {
              throw WarehouseErrors.locked(area, holder(connection, area));
            }
            pause();
          }
        });
  }

  static void release(Session session, String area) {
    session.perform(
        "giving up the lock of " + area,
        connection -> isTaken(connection, "pg_advisory_unlock", area));
  }

  private static boolean isTaken(Connection connection, String function, String area)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select " + function + "(hashtext('loadstar'), hashtext(?))")) {
      statement.setString(1, area);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the server end a statement, and free the lock, soon after its client has died. */
  private static void noticeDeath(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set client_connection_check_interval = '2s'");
    } catch (SQLException e) {
      // Not every operating system can tell; then the server notices when the statement is done.
    }
  }

  private static String holder(Connection connection, String area) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            Statements.text(Dialect.POSTGRESQL, "ledger/open_run_of_area", Map.of()))) {
      statement.setString(1, area);
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? " (run "
                + row.getLong(1)
                + ", batch "
                + row.getString(2)
                + ", since "
                + row.getString(3)
                + " UTC)"
            : "";
      }
    }
  }
}
