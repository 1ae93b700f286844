package io.loadstar.warehouse.postgres;

import io.loadstar.error.ConnectionErrors;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where the warehouse is and who connects. Travels to executors inside a task, so that the password
 * is in no Spark setting; {@link #toString} leaves it out.
 */
public final class PostgresSettings implements Serializable {
  /** pgjdbc itself reads none of these. */
  private static final Map<String, PGProperty> LIBPQ =
      Map.of(
          "PGHOST", PGProperty.PG_HOST,
          "PGPORT", PGProperty.PG_PORT,
          "PGDATABASE", PGProperty.PG_DBNAME,
          "PGUSER", PGProperty.USER,
          "PGPASSWORD", PGProperty.PASSWORD,
          "PGSSLMODE", PGProperty.SSL_MODE);

  /** Not asked for by way of DriverManager, which loads every driver there is. */
  private static final Driver DRIVER = new Driver();

  /** Typed so that it is serializable. */
  private final HashMap<String, String> properties;

  private PostgresSettings(Map<String, String> properties) {
    this.properties = new HashMap<>(properties);
  }

  /**
   * Reads an address.
   *
   * @param url {@code jdbc:postgresql:...}; what it leaves out comes from libpq's variables
   */
  public static PostgresSettings of(String url, Map<String, String> environment) {
    if (url.startsWith("jdbc:redshift:")) {
      throw ConnectionErrors.redshiftNotYet();
    }
    if (MaskedUrl.namesUser(url)) {
      throw ConnectionErrors.userInUrl(MaskedUrl.of(url));
    }
    Properties defaults = new Properties();
    LIBPQ.forEach(
        (variable, property) -> {
          String value = environment.get(variable);
          if (value != null && !value.isEmpty()) {
            defaults.setProperty(property.getName(), value);
          }
        });
    Properties parsed = url.startsWith("jdbc:postgresql:") ? Driver.parseURL(url, defaults) : null;
    if (parsed == null) {
      throw ConnectionErrors.badUrl(MaskedUrl.of(url));
    }
    Map<String, String> properties = new HashMap<>();
    parsed.stringPropertyNames().forEach(name -> properties.put(name, parsed.getProperty(name)));
    // The driver fills gaps in an address before it looks at defaults; here the defaults come
    // first.
    defaults.stringPropertyNames().stream()
        .filter(name -> parsed.getProperty(name, "").isEmpty() || isLeftOut(name, url))
        .forEach(name -> properties.put(name, defaults.getProperty(name)));
    readPassword(properties);
    properties.putIfAbsent(PGProperty.APPLICATION_NAME.getName(), "loadstar");
    properties.putIfAbsent(PGProperty.CONNECT_TIMEOUT.getName(), "10");
    properties.putIfAbsent(PGProperty.TCP_KEEP_ALIVE.getName(), "true");
    return new PostgresSettings(properties);
  }

  /** libpq's way to name a password file in an address, which the driver does not know. */
  private static void readPassword(Map<String, String> properties) {
    String file = properties.remove("passfile");
    String password = PGProperty.PASSWORD.getName();
    if (file == null || properties.containsKey(password)) {
      return;
    }
    try {
      PasswordFile.read(
              Path.of(file),
              properties.getOrDefault(PGProperty.PG_HOST.getName(), ""),
              properties.getOrDefault(PGProperty.PG_PORT.getName(), ""),
              properties.getOrDefault(PGProperty.PG_DBNAME.getName(), ""),
              properties.getOrDefault(PGProperty.USER.getName(), ""))
          .ifPresent(found -> properties.put(password, found));
    } catch (IOException e) {
      throw ConnectionErrors.passwordFile(file, e);
    }
  }

  private static boolean isLeftOut(String name, String url) {
    return name.equals(PGProperty.PG_PORT.getName()) && !url.matches("[^?]*//[^/?]*:\\d+.*");
  }

  /** The same server and user, another database. */
  public PostgresSettings withDatabase(String name) {
    Map<String, String> changed = new HashMap<>(properties);
    changed.put(PGProperty.PG_DBNAME.getName(), name);
    return new PostgresSettings(changed);
  }

  /** The warehouse there. */
  public PostgresWarehouse warehouse() {
    return new PostgresWarehouse(this);
  }

  /** Opens a connection; the caller closes it. */
  Connection open() throws SQLException {
    Properties all = new Properties();
    all.putAll(properties);
    return DRIVER.connect(
        "jdbc:postgresql://"
            + get(PGProperty.PG_HOST)
            + ":"
            + get(PGProperty.PG_PORT)
            + "/"
            + get(PGProperty.PG_DBNAME),
        all);
  }

  private String get(PGProperty property) {
    return properties.getOrDefault(property.getName(), "");
  }

  /** As people write it: {@code user@host:port/database}. Never the password. */
  @Override
  public String toString() {
    String user = properties.get(PGProperty.USER.getName());
    return (user == null ? "" : user + "@")
        + get(PGProperty.PG_HOST)
        + ":"
        + get(PGProperty.PG_PORT)
        + "/"
        + get(PGProperty.PG_DBNAME);
  }
}
