package io.loadstar.warehouse.postgres;

import io.loadstar.error.ConnectionErrors;
import io.loadstar.error.SqlFault;
import io.loadstar.warehouse.Catalog;
import io.loadstar.warehouse.Dialect;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.SqlValues;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL. */
public final class PostgresWarehouse implements Warehouse {
  private static final int OLDEST = 15;
  private static final int WITH_UNENFORCED_KEYS = 18;

  private final PostgresSettings settings;

  public PostgresWarehouse(PostgresSettings settings) {
    this.settings = settings;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public Connection open() throws SQLException {
    return settings.open();
  }

  @Override
  public Session connect() {
    try {
      Connection connection = settings.open();
      checkVersion(connection);
      prepare(connection);
      return new Session(this, connection);
    } catch (SQLException e) {
      throw switch (fault(e)) {
        case WRONG_PASSWORD -> ConnectionErrors.wrongPassword(toString(), e);
        case NO_SUCH_DATABASE -> ConnectionErrors.noDatabase(toString(), e);
        default -> ConnectionErrors.unreachable(toString(), e);
      };
    }
  }

  private void checkVersion(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
      String version = connection.getMetaData().getDatabaseProductVersion();
      connection.close();
      throw ConnectionErrors.tooOld(toString(), version);
    }
  }

  /**
   * A lock that somebody forgot must not hold a nightly load for ever; a setting of the URL wins.
   * What changes how texts and names are read is as everywhere.
   */
  private void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select
                    current_setting('server_encoding'),
                    case
                        when current_setting('lock_timeout') = '0' then set_config('lock_timeout', '60s', false)
                    end,
                    set_config('quote_all_identifiers', 'off', false),
                    set_config('standard_conforming_strings', 'on', false)
                """)) {
      row.next();
      String encoding = row.getString(1);
      if (!"UTF8".equals(encoding)) {
        connection.close();
        throw ConnectionErrors.notUtf8(toString(), encoding);
      }
    }
  }

  @Override
  public Session locked(String area) {
    Session session = connect();
    try {
      session.perform("connecting", PostgresWarehouse::seeWhatOthersCommit);
      refuseTransactionPool(session);
      PostgresLock.take(session, area);
      return session;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  /** Whether the session keeps its backend while another one works. */
  private void refuseTransactionPool(Session session) {
    int own = backend(session);
    boolean isShared;
    try (Session other = connect()) {
      isShared =
          other.inTransaction(
              "connecting", open -> backend(other) == own || backend(session) != own);
    }
    if (isShared) {
      throw ConnectionErrors.transactionPool(toString());
    }
  }

  private static int backend(Session session) {
    return session.run(
        "connecting",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
          }
        });
  }

  @Override
  public void unlock(Session session, String area) {
    PostgresLock.release(session, area);
  }

  /** A table that has changed by a tenth is planned for as what it was. */
  @Override
  public void analyze(Session session, String table, long changed) {
    session.perform(
        "analyzing " + table,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "select reltuples from pg_class where oid = to_regclass('" + table + "')")) {
            if (row.next() && changed > 0 && changed >= row.getDouble(1) / 10) {
              statement.execute("analyze " + table);
            }
          }
        });
  }

  @Override
  public SqlValues values() {
    return new PostgresValues();
  }

  @Override
  public void makeReadOnly(Session session) throws SQLException {
    session.connection().setReadOnly(true);
  }

  @Override
  public void vacuum(Session session, String table) {
    session.perform(
        "vacuuming " + table,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum (analyze) " + table);
          }
        });
  }

  /** What is staged after a transaction has begun must be seen in it. */
  private static void seeWhatOthersCommit(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
  }

  @Override
  public SqlFault fault(SQLException failure) {
    return PostgresFaults.of(failure);
  }

  @Override
  public Catalog catalog() {
    return new PostgresCatalog();
  }

  /** Not if the server cuts off transactions that wait or take long. */
  @Override
  public boolean mayMergeWhileStaging(Session session) {
    return isTrue(
        session,
        """
        select
            current_setting('idle_in_transaction_session_timeout') = '0'
            and coalesce(current_setting('transaction_timeout', true), '0') = '0'
        """);
  }

  /**
   * Before Postgres 18 every declared foreign key is checked row by row. They are right by
   * construction, so a user who may (grant set on parameter session_replication_role) skips that.
   */
  @Override
  public void beginPublishing(Session session) {
    boolean isChecked =
        session.run(
            "connecting",
            connection ->
                connection.getMetaData().getDatabaseMajorVersion() < WITH_UNENFORCED_KEYS);
    if (isChecked
        && isTrue(session, "select has_parameter_privilege('session_replication_role', 'set')")) {
      session.run(
          "preparing to publish",
          connection -> {
            try (Statement statement = connection.createStatement()) {
              return statement.execute("set local session_replication_role = replica");
            }
          });
    }
  }

  private static boolean isTrue(Session session, String sql) {
    return session.run(
        "reading the server's settings",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
