package io.loadstar.warehouse;

import io.loadstar.error.LoaderException;
import java.time.Duration;

/** The session that holds an area's lock, and publishes. One that is lost can be renewed. */
public final class AreaLease implements AutoCloseable {
  /** How long a server may take to come back, or to notice that the lock's holder is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 500;

  private final Warehouse warehouse;
  private final String area;
  private Session session;

  /** Takes the lock. */
  public AreaLease(Warehouse warehouse, String area) {
    this.warehouse = warehouse;
    this.area = area;
    this.session = warehouse.locked(area);
  }

  public Session session() {
    return session;
  }

  /** Connects again and takes the lock again, if need be. */
  public void renew() {
    if (session.isAlive()) {
      return;
    }
    session.close();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        session = warehouse.locked(area);
        return;
      } catch (LoaderException e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        pause(e);
      }
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

  @Override
  public void close() {
    try {
      warehouse.unlock(session, area);
    } catch (LoaderException e) {
      // Lost with its session; the server has taken the lock back or soon will.
    }
    session.close();
  }
}
