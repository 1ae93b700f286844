package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Await;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pool between the loader and the server. */
@Tag("slow")
class PoolsTest {
  private static final Path PGBOUNCER = Path.of("/usr/sbin/pgbouncer");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"session, 0", "transaction, 1"})
  void aLockIsHeldOrTheLoadRefuses(String mode, int exitCode) throws Exception {
    Assumptions.assumeTrue(
        Files.exists(PGBOUNCER), "skipped: there is no PgBouncer on this machine");
    Project project = Project.edtech(folder.resolve("project"));
    int port = freePort();
    Path settings = folder.resolve("pgbouncer.ini");
    Folders.write(
        settings,
        """
        [databases]
        * = host=127.0.0.1 port=%d user=postgres
        [pgbouncer]
        listen_addr = 127.0.0.1
        listen_port = %d
        unix_socket_dir =
        auth_type = any
        pool_mode = %s
        ignore_startup_parameters = extra_float_digits,options
        logfile = %s
        """
            .formatted(TestWarehouse.port(), port, mode, folder.resolve("pgbouncer.log")));
    Process pool = pool(settings);
    try {
      Await.until("the pool to listen", () -> answers(port));
      String direct = project.url();
      Project.Result result =
          project
              .warehouse(direct.replaceFirst(":[0-9]+/", ":" + port + "/") + "&prepareThreshold=0")
              .load("edtech", "2025-06-01");
      assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
      if (exitCode != 0) {
        assertThat(result.err())
            .contains("is reached through a pool that gives each transaction another backend")
            .contains("Use a pool with pool_mode = session, or the server's own port.");
      }
    } finally {
      pool.destroy();
      pool.waitFor();
    }
  }

  /** PgBouncer does not run as root. */
  private Process pool(Path settings) throws Exception {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      for (Path each = settings; each != null; each = each.getParent()) {
        new ProcessBuilder("chmod", "o+rwx", each.toString()).start().waitFor();
        if (each.equals(folder)) {
          break;
        }
      }
      command.addAll(List.of("su", "nobody", "-s", "/bin/sh", "-c"));
      command.add(PGBOUNCER + " " + settings);
    } else {
      command.addAll(List.of(PGBOUNCER.toString(), settings.toString()));
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static int freePort() throws java.io.IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean answers(int port) {
    try (Socket unused = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
