package io.loadstar.support;

import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One Postgres for all tests, with settings unlike the JVM's on purpose; each test gets a database
 * cloned from one that was migrated once.
 */
public final class TestWarehouse {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Map<Path, String> TEMPLATES = new ConcurrentHashMap<>();
  private static EmbeddedPostgres server;

  private TestWarehouse() {}

  /** URL of a new and empty database. */
  public static String empty() {
    String name = "test_" + COUNT.incrementAndGet();
    execute(serverUrl(), "create database " + name);
    return url(name);
  }

  /** URL of a new database in which the area's migrations have run. */
  public static String migrated(String area, Path folder) {
    String template =
        TEMPLATES.computeIfAbsent(
            folder,
            unused -> {
              String name = "template_" + COUNT.incrementAndGet();
              execute(serverUrl(), "create database " + name);
              Migrator migrator =
                  new Migrator(PostgresSettings.of(url(name), Map.of()).warehouse());
              migrator.migrateLedger();
              migrator.migrateArea(area, folder);
              return name;
            });
    String name = "test_" + COUNT.incrementAndGet();
    execute(serverUrl(), "create database " + name + " template " + template);
    return url(name);
  }

  /** URL of a new database with all that another has, to which nobody is connected. */
  public static String copied(String url) {
    String source = url.replaceFirst(".*/", "").replaceFirst("[?].*", "");
    String name = "test_" + COUNT.incrementAndGet();
    execute(serverUrl(), "create database " + name + " template " + source);
    return url(name);
  }

  /** URL of the server's own database, for roles and the like. */
  public static synchronized String serverUrl() {
    if (server == null) {
      try {
        server =
            EmbeddedPostgres.builder()
                .setServerConfig("timezone", "America/St_Johns")
                .setServerConfig("datestyle", "'SQL, DMY'")
                .setServerConfig("max_connections", "200")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return url("postgres");
  }

  public static int port() {
    serverUrl();
    return server.getPort();
  }

  private static String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database + "?user=postgres";
  }

  public static void execute(String url, String sql) {
    try (Connection connection = DriverManager.getConnection(url);
        java.sql.Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
