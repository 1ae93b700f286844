package io.loadstar.warehouse.postgres;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.warehouse.ScratchWarehouse;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A database that lives as long as this object. */
public final class ScratchDatabase implements ScratchWarehouse {
  private final PostgresSettings server;
  private final String name;

  private ScratchDatabase(PostgresSettings server, String name) {
    this.server = server;
    this.name = name;
  }

  public static ScratchDatabase create(PostgresSettings server) {
    String name = "scratch_" + UUID.randomUUID().toString().replace("-", "");
    execute(server, "create database " + name);
    return new ScratchDatabase(server, name);
  }

  public PostgresSettings settings() {
    return server.withDatabase(name);
  }

  @Override
  public Warehouse warehouse() {
    return settings().warehouse();
  }

  @Override
  public void close() {
    execute(server, "drop database " + name + " with (force)");
  }

  private static void execute(PostgresSettings server, String sql) {
    try (Connection connection = server.open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw WarehouseErrors.of(PostgresFaults.of(e), "making a scratch database", e);
    }
  }
}
