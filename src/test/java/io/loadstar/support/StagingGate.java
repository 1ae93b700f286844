package io.loadstar.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds copies into staging tables back until it opens, so that something can befall them. */
public final class StagingGate implements AutoCloseable {
  private static final String WAITING =
      "select pid from pg_stat_activity where wait_event = 'advisory' and datname = current_database()";

  private final String url;
  private final Connection holder;

  private StagingGate(String url, Connection holder) {
    this.url = url;
    this.holder = holder;
  }

  /** Closes the gate to every table. */
  public static StagingGate shut(String url) throws SQLException {
    return shut(url, "%");
  }

  /**
   * Closes the gate to some tables.
   *
   * @param tables a pattern of their names, with schema
   */
  public static StagingGate shut(String url, String tables) throws SQLException {
    TestWarehouse.execute(
        url,
        """
        create function gate() returns trigger language plpgsql as $$
        begin
            perform pg_advisory_xact_lock_shared(42);
            return new;
        end $$;
        create trigger gate before insert on loadstar.staged_partition
        for each row when (new.table_name like '%s') execute function gate();
        """
            .formatted(tables));
    Connection holder = DriverManager.getConnection(url);
    try (Statement statement = holder.createStatement()) {
      statement.execute("select pg_advisory_lock(42)");
    }
    return new StagingGate(url, holder);
  }

  /** Waits until so many copies wait. */
  public void awaitWaiting(int copies) {
    Await.until("a copy to wait", () -> Db.rows(url, WAITING).size() >= copies);
  }

  /** Cuts the connections of the copies that wait. */
  public void cut() {
    Db.rows(url, "select pg_terminate_backend(pid) from (" + WAITING + ") as waiting");
  }

  /** Lets all copies through. */
  @Override
  public void close() throws SQLException {
    holder.close();
  }
}
