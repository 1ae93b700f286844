package io.loadstar.warehouse;

import io.loadstar.error.SqlFault;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database that holds the star: one implementation for each engine. It travels to executors
 * inside tasks. As a text it says where it is, and never the password.
 */
public interface Warehouse extends Serializable {
  Dialect dialect();

  /** A connection as the driver gives it; the caller closes it. */
  Connection open() throws SQLException;

  /** A session in autocommit mode, of a server that can be used; the caller closes it. */
  Session connect();

  /**
   * A session that holds an area's lock. The lock lives as long as the session, and the run
   * publishes in it, so that who has lost the lock cannot publish.
   *
   * @throws io.loadstar.error.LoaderException saying who has the lock
   */
  Session locked(String area);

  /** Gives up an area's lock before the session ends, so that the next one need not wait. */
  void unlock(Session session, String area);

  /**
   * Sees to it that a table is planned for as what it is now.
   *
   * @param changed how many of its rows a run has written
   */
  void analyze(Session session, String table, long changed);

  /** Gives the room of rows that are gone back to the table. */
  void vacuum(Session session, String table);

  /** What a failure means. */
  SqlFault fault(SQLException failure);

  Catalog catalog();

  /** How values are sent and read that engines have no common way for. */
  SqlValues values();

  /** From now on the session changes nothing. */
  void makeReadOnly(Session session) throws SQLException;

  /**
   * Whether the session's next transaction may be open, and wait, while other sessions stage: it
   * must see what they commit, and the server must not cut it off.
   */
  boolean mayMergeWhileStaging(Session session);

  /** Sets up the open transaction that publishes. */
  void beginPublishing(Session session);

  /**
   * Runs {@code work} in a session of its own and commits, or rolls back and throws.
   *
   * @param doing what the work does, for messages: "staging dim_student"
   */
  default <T> T inTransaction(String doing, Session.Work<T> work) {
    try (Session session = connect()) {
      return session.inTransaction(doing, work);
    }
  }

  /** Fails in Loadstar's own words if the warehouse cannot be used. */
  default void verify() {
    inTransaction("connecting", connection -> true);
  }
}
