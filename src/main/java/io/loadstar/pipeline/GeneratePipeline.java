package io.loadstar.pipeline;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.generate.Migrations;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.ScratchDatabase;
import io.loadstar.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * From a checked spec to the next migrations, found on a scratch database that is dropped again.
 */
public final class GeneratePipeline {
  private GeneratePipeline() {}

  /**
   * Writes what is missing.
   *
   * @param embedded the embedded warehouse, in which a scratch database is made
   * @return the files written
   */
  public static List<String> generate(
      SubjectArea area,
      Path folder,
      List<StarTable> tables,
      ConnectionSettings embedded,
      boolean allowLoss) {
    Migrations migrations = new Migrations(area, folder, tables);
    try (ScratchDatabase scratch = ScratchDatabase.create(embedded)) {
      Migrator migrator = new Migrator(scratch.settings());
      migrator.migrateLedger();
      if (migrations.hasVersions()) {
        migrator.migrateArea(area.name(), folder);
      }
      try (Connection connection = new Warehouse(scratch.settings()).connect()) {
        return migrations.write(connection, allowLoss);
      }
    } catch (SQLException e) {
      throw WarehouseErrors.of("comparing the spec with its migrations", e);
    }
  }
}
