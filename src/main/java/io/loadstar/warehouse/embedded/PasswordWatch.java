package io.loadstar.warehouse.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server that is being started whether it takes the password. The library asks, too, but
 * goes on for ten seconds once the answer is no; interrupting it ends its wait.
 */
final class PasswordWatch implements AutoCloseable {
  private static final long PAUSE_MILLIS = 100;

  private final Thread watcher;
  private volatile @Nullable SQLException refusal;
  private volatile boolean isClosed;

  /**
   * Watches until it is closed.
   *
   * @param starter the thread that waits for the server
   */
  PasswordWatch(int port, String password, Thread starter) {
    this.watcher = new Thread(() -> watch(port, password, starter), "loadstar-password");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch(int port, String password, Thread starter) {
    Properties login = new Properties();
    login.setProperty("user", "postgres");
    login.setProperty("password", password);
    while (!isClosed) {
      try (Connection unused =
          DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login)) {
        return;
      } catch (SQLException e) {
        if (String.valueOf(e.getSQLState()).startsWith("28")) {
          refusal = e;
          starter.interrupt();
          return;
        }
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** What the server said, if it refused the password. */
  @Nullable SQLException refusal() {
    return refusal;
  }

  @Override
  public void close() {
    isClosed = true;
    watcher.interrupt();
  }
}
