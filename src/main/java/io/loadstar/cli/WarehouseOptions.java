package io.loadstar.cli;

import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.EmbeddedWarehouse;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which warehouse. */
final class WarehouseOptions {
  @Option(
      names = "--warehouse",
      paramLabel = "URL",
      description =
          "jdbc:postgresql://HOST:PORT/DATABASE?user=NAME of a PostgreSQL 15 or newer; else"
              + " LOADSTAR_WAREHOUSE; else an embedded PostgreSQL kept in .loadstar/. What the URL"
              + " leaves out comes from PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD, PGSSLMODE"
              + " and ~/.pgpass.")
  private String url;

  /** Starts the embedded warehouse if no other is named. */
  ConnectionSettings settings(Terminal terminal, Path project) {
    String named = url == null ? terminal.environment().get("LOADSTAR_WAREHOUSE") : url;
    return named == null || named.isBlank()
        ? new EmbeddedWarehouse(project).settings()
        : ConnectionSettings.of(named, terminal.environment());
  }
}
