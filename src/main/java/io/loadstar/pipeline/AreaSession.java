package io.loadstar.pipeline;

import io.loadstar.error.LoaderException;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.ledger.RunLedger;
import io.loadstar.warehouse.AreaLock;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** The connection that holds an area's lock, and publishes. One that is lost can be renewed. */
final class AreaSession implements AutoCloseable {
  /** How long a server may take to come back, or to notice that the lock's holder is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 500;

  private final Warehouse warehouse;
  private final String area;
  private final Clock clock;
  private Connection connection;

  AreaSession(Warehouse warehouse, String area, Clock clock) {
    this.warehouse = warehouse;
    this.area = area;
    this.clock = clock;
    this.connection = connected();
  }

  private Connection connected() {
    Connection opened = warehouse.connect();
    try {
      // What is staged after a transaction has begun must be seen in it.
      opened.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      AreaLock.take(opened, area);
      return opened;
    } catch (SQLException | RuntimeException e) {
      closeQuietly(opened);
      throw e instanceof SQLException sql
          ? WarehouseErrors.of("connecting", sql)
          : (RuntimeException) e;
    }
  }

  Connection connection() {
    return connection;
  }

  RunLedger ledger() {
    return new RunLedger(connection, clock);
  }

  /** Connects again and takes the lock again, if need be. */
  void renew() {
    if (isAlive()) {
      return;
    }
    closeQuietly(connection);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        connection = connected();
        return;
      } catch (LoaderException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause(e);
      }
    }
  }

  private boolean isAlive() {
    try {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void pause(LoaderException cause) {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cause;
    }
  }

  private static void closeQuietly(Connection useless) {
    try {
      useless.close();
    } catch (SQLException e) {
      // It is of no use any more, closed or not.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw WarehouseErrors.of("closing the connection", e);
    }
  }
}
