package io.loadstar.pipeline;

import io.loadstar.error.InputErrors;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * For development: what an area has in the warehouse, in the ledger and in the quarantine goes, and
 * its migrations, so that the next ones begin at V1. The calendar stays, which all areas share, and
 * so does the role that reads.
 */
public final class Reset {
  private static final List<String> FOLDERS = List.of("common", "postgresql", "redshift");

  /** Of runs; {@code run} itself last. */
  private static final List<String> LEDGER =
      List.of(
          "run_source",
          "run_rule",
          "run_table",
          "run_step",
          "run_plan",
          "run_file",
          "staged_partition",
          "staged_date",
          "run");

  private final AreaSetup setup;
  private final Warehouse warehouse;

  public Reset(AreaSetup setup, Warehouse warehouse) {
    this.setup = setup;
    this.warehouse = warehouse;
  }

  /** With the area's lock, so that no run is under way. */
  public void run() {
    String area = setup.area().name();
    new Migrator(warehouse).migrateLedger();
    try (AreaLease lease = new AreaLease(warehouse, area)) {
      lease
          .session()
          .inTransaction(
              "resetting " + area,
              open -> {
                forget(lease.session(), area);
                return area;
              });
    }
    try {
      for (String folder : FOLDERS) {
        FileUtils.deleteDirectory(setup.folder().resolve(folder).toFile());
      }
      Path quarantined = Path.of(setup.quarantine()).resolve(area);
      if (Files.exists(quarantined)) {
        FileUtils.deleteDirectory(quarantined.toFile());
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(setup.folder().toString(), e);
    }
  }

  private static void forget(Session session, String area) throws SQLException {
    execute(session, "reset/drop_schema", Map.of("schema", area));
    execute(session, "reset/drop_schema", Map.of("schema", area + "_staging"));
    execute(session, "reset/drop_migrations", Map.of("area", area));
    execute(session, "reset/forget_corrections", Map.of(), area);
    for (String table : LEDGER) {
      execute(session, "reset/forget_runs", Map.of("table", table), area);
    }
  }

  private static void execute(
      Session session, String statement, Map<String, String> names, Object... values)
      throws SQLException {
    try (PreparedStatement prepared = session.prepare(statement, names, values)) {
      prepared.execute();
    }
  }
}
