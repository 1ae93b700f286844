package io.loadstar.warehouse.embedded;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.warehouse.Warehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The default warehouse: a real PostgreSQL that keeps its data in {@code .loadstar/} and goes on
 * running after the command that started it, so that the next load and a BI tool find it there. It
 * listens on the loopback address only.
 */
public final class EmbeddedWarehouse {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  private final Path home;

  /**
   * The embedded warehouse of a project.
   *
   * @param project folder that holds {@code .loadstar/}
   */
  public EmbeddedWarehouse(Path project) {
    this.home = project.resolve(".loadstar").toAbsolutePath().normalize();
  }

  /** The running server's URL, if it runs. */
  public Optional<String> url() {
    return postmaster().map(lines -> url(Integer.parseInt(lines.get(PORT_LINE).strip())));
  }

  /** Starts the server unless it runs; returns its URL. */
  public String start() {
    try {
      Files.createDirectories(home);
      // Two commands at once must not both start it.
      try (FileChannel channel =
              FileChannel.open(
                  home.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock unused = channel.lock()) {
        Optional<String> running = url();
        return running.isPresent() ? running.get() : startServer();
      }
    } catch (IOException | RuntimeException e) {
      throw WarehouseErrors.embeddedFailed(home.toString(), e);
    }
  }

  private String startServer() throws IOException {
    Path log = home.resolve("postgres.log");
    EmbeddedPostgres.Builder server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data())
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setOutputRedirector(Redirect.appendTo(log.toFile()))
            .setErrorRedirector(Redirect.appendTo(log.toFile()))
            .setLocaleConfig("locale", "C.UTF-8")
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "on")
            // A load writes much at once: fewer checkpoints, and room to sort.
            .setServerConfig("max_wal_size", "4GB")
            .setServerConfig("shared_buffers", "256MB")
            // A disk of the machine's own, most of it in memory: a few of many rows are looked up.
            .setServerConfig("random_page_cost", "1.1")
            .setServerConfig("timezone", "UTC");
    rememberedPort().ifPresent(server::setPort);
    int port = server.start().getPort();
    Files.writeString(home.resolve("port"), Integer.toString(port));
    return url(port);
  }

  /** Stops the server; false if it did not run. */
  public boolean stop() {
    Optional<ProcessHandle> server = process();
    server.ifPresent(
        process -> {
          try {
            // The signal for a fast stop, which ends open connections; SIGTERM would wait for them.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            process.onExit().get(30, TimeUnit.SECONDS);
          } catch (Exception e) {
            if (e instanceof InterruptedException) {
              Thread.currentThread().interrupt();
            }
            throw WarehouseErrors.embeddedFailed(home.toString(), e);
          }
        });
    return server.isPresent();
  }

  /** The same port each time, so that a BI tool's connection stays valid, if it is still free. */
  private Optional<Integer> rememberedPort() throws IOException {
    Path file = home.resolve("port");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    int port = Integer.parseInt(Files.readString(file).strip());
    try (java.net.ServerSocket unused =
        new java.net.ServerSocket(port, 1, java.net.InetAddress.getLoopbackAddress())) {
      return Optional.of(port);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<ProcessHandle> process() {
    return postmaster().flatMap(lines -> ProcessHandle.of(Long.parseLong(lines.get(0).strip())));
  }

  /** Lines of postmaster.pid, if its process lives and accepts connections. */
  private Optional<List<String>> postmaster() {
    try {
      List<String> lines = Files.readAllLines(data().resolve("postmaster.pid"));
      boolean isReady =
          lines.size() > STATUS_LINE
              && "ready".equals(lines.get(STATUS_LINE).strip())
              && ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                  .filter(ProcessHandle::isAlive)
                  .isPresent();
      return isReady ? Optional.of(lines) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Path data() {
    return home.resolve("postgres");
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
  }

  /** The form that psql takes. */
  public static String psqlUrl(String url) {
    return url.replaceFirst("^jdbc:", "");
  }

  /** The running server as a warehouse. */
  public Warehouse warehouse() {
    return settings().warehouse();
  }

  /** Settings for the running server. */
  public PostgresSettings settings() {
    return PostgresSettings.of(start(), Map.of());
  }
}
