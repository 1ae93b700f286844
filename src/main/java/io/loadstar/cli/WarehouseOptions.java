package io.loadstar.cli;

import io.loadstar.warehouse.ScratchWarehouse;
import io.loadstar.warehouse.Warehouse;
import io.loadstar.warehouse.embedded.EmbeddedWarehouse;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.loadstar.warehouse.postgres.ScratchDatabase;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
  private @Nullable String url;

  /** A database of its own beside the warehouse, for as long as it is needed. */
  ScratchWarehouse scratch(Terminal terminal, Path project) {
    String named = named(terminal);
    return named.isEmpty()
        ? new EmbeddedWarehouse(project).scratch()
        : ScratchDatabase.create(PostgresSettings.of(named, terminal.environment()));
  }

  /** Starts the embedded warehouse if no other is named. */
  Warehouse of(Terminal terminal, Path project) {
    String named = named(terminal);
    return named.isEmpty()
        ? new EmbeddedWarehouse(project).warehouse()
        : PostgresSettings.of(named, terminal.environment()).warehouse();
  }

  private String named(Terminal terminal) {
    String named = url == null ? terminal.environment().get("LOADSTAR_WAREHOUSE") : url;
    return named == null ? "" : named.strip();
  }
}
