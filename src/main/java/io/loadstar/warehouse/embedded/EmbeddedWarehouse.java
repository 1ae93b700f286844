package io.loadstar.warehouse.embedded;

import io.loadstar.error.EmbeddedErrors;
import io.loadstar.error.LoaderException;
import io.loadstar.warehouse.ScratchWarehouse;
import io.loadstar.warehouse.Warehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.loadstar.warehouse.postgres.ScratchDatabase;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/**
 * The default warehouse: a real PostgreSQL that keeps its data in {@code .loadstar/} and goes on
 * running after the command that started it, so that the next load and a BI tool find it there. It
 * listens on the loopback address only, and lets in who can read its owner's password file.
 */
public final class EmbeddedWarehouse {
  private final Path home;
  private final ServerPassword password;

  /**
   * The embedded warehouse of a project.
   *
   * @param project folder that holds {@code .loadstar/}
   */
  public EmbeddedWarehouse(Path project) {
    this.home = project.resolve(".loadstar").toAbsolutePath().normalize();
    this.password = new ServerPassword(home.resolve("pgpass"));
  }

  /** The running server's URL, if it runs. The password is not in it, but the file that has it. */
  public Optional<String> url() {
    return ServerProcess.of(data())
        .filter(ServerProcess::isReady)
        .filter(server -> Files.exists(password.file()))
        .map(server -> url(server.port()));
  }

  /** Starts the server unless it runs; returns its URL. */
  public String start() {
    try {
      Files.createDirectories(home);
      Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
      // Two commands at once must not both start it.
      try (FileChannel channel =
              FileChannel.open(
                  home.resolve("start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock unused = channel.lock()) {
        Optional<String> running = url();
        if (running.isEmpty()) {
          // One that an older version started, and that lets everybody in.
          stop();
        }
        return running.isPresent() ? running.get() : startServer();
      }
    } catch (LoaderException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw EmbeddedErrors.embeddedFailed(home.toString(), e);
    }
  }

  private String startServer() throws IOException {
    boolean isOpen = Files.exists(data()) && password.read().isEmpty();
    String secret = password.read().isPresent() ? password.read().get() : password.make();
    Path initial = home.resolve("initdb.password");
    ServerPassword.writePrivate(initial, secret + "\n");
    Files.createDirectories(binaries());
    ServerProcess.forgetDead(data());
    try {
      EmbeddedPostgres.Builder server = configured(secret, initial);
      if (isOpen) {
        server.setDataDirectoryCustomizer(
            data -> ServerUpgrade.run(data.toPath(), binaries(), secret));
      }
      int port = port();
      server.setPort(port);
      try (PasswordWatch watch = new PasswordWatch(port, secret, Thread.currentThread())) {
        server.start();
        SQLException refusal = watch.refusal();
        if (refusal != null) {
          // It was told so by an interruption, which is over.
          boolean unused = Thread.interrupted();
          throw new IOException(refusal);
        }
      }
      Files.writeString(home.resolve("port"), Integer.toString(port));
      return url(port);
    } catch (IOException | RuntimeException e) {
      // It may run, but is of no use.
      stop();
      if (isWrongPassword(e)) {
        throw EmbeddedErrors.embeddedPassword(password.file().toString(), e);
      }
      throw e;
    } finally {
      Files.deleteIfExists(initial);
    }
  }

  private EmbeddedPostgres.Builder configured(String secret, Path initial) {
    Path log = home.resolve("postgres.log");
    return EmbeddedPostgres.builder()
        .setDataDirectory(data())
        .setCleanDataDirectory(false)
        .setRegisterShutdownHook(false)
        .setOverrideWorkingDirectory(binaries().toFile())
        // The library keeps unpacked binaries by resolver, wherever another project has put them.
        .setPgBinaryResolver(
            (system, machine) ->
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine))
        .setOutputRedirector(Redirect.appendTo(log.toFile()))
        .setErrorRedirector(Redirect.appendTo(log.toFile()))
        .setLocaleConfig("locale", "C.UTF-8")
        .setLocaleConfig("auth-host", "scram-sha-256")
        .setLocaleConfig("auth-local", "scram-sha-256")
        .setLocaleConfig("pwfile", initial.toString())
        .setConnectConfig("password", secret)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("unix_socket_directories", "")
        // What was reported as loaded stays loaded; the library's defaults are for tests.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        // A load writes much at once: fewer checkpoints, and room to sort.
        .setServerConfig("max_wal_size", "4GB")
        .setServerConfig("shared_buffers", "256MB")
        // A disk of the machine's own, most of it in memory: a few of many rows are looked up.
        .setServerConfig("random_page_cost", "1.1")
        .setServerConfig("timezone", "UTC");
  }

  private static boolean isWrongPassword(Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && String.valueOf(sql.getSQLState()).startsWith("28")) {
        return true;
      }
    }
    return false;
  }

  /** Stops the server; false if it did not run. */
  public boolean stop() {
    Optional<ServerProcess> server = ServerProcess.of(data());
    if (server.isEmpty()) {
      return false;
    }
    try {
      server.get().stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EmbeddedErrors.embeddedFailed(home.toString(), e);
    } catch (Exception e) {
      throw EmbeddedErrors.embeddedFailed(home.toString(), e);
    }
    return true;
  }

  /** The same port each time, so that a BI tool's connection stays valid, if it is still free. */
  private int port() throws IOException {
    Path file = home.resolve("port");
    String text = Files.exists(file) ? Files.readString(file).strip() : "";
    if (text.matches("[0-9]{1,5}")) {
      try (ServerSocket unused =
          new ServerSocket(Integer.parseInt(text), 1, InetAddress.getLoopbackAddress())) {
        return Integer.parseInt(text);
      } catch (IOException | IllegalArgumentException e) {
        // Taken by another.
      }
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private Path data() {
    return home.resolve("postgres");
  }

  /** Below a folder of the user's own, where nobody else can put another server. */
  private Path binaries() {
    return home.resolve("binaries");
  }

  private String url(int port) {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/postgres?user=postgres&passfile="
        + password.file();
  }

  /** The form that psql takes. */
  public static String psqlUrl(String url) {
    return url.replaceFirst("^jdbc:", "");
  }

  /** The running server as a warehouse. */
  public Warehouse warehouse() {
    return settings().warehouse();
  }

  /** A database of its own on the running server, to try things in. */
  public ScratchWarehouse scratch() {
    return ScratchDatabase.create(settings());
  }

  /** Settings for the running server. */
  public PostgresSettings settings() {
    return PostgresSettings.of(start(), Map.of());
  }
}
