package io.loadstar.pipeline;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.warehouse.AreaLock;
import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs pending migrations, with the area's lock. */
public final class MigratePipeline {
  private MigratePipeline() {}

  /** Returns how many migrations ran. */
  public static int migrate(String area, Path folder, ConnectionSettings settings) {
    Warehouse warehouse = new Warehouse(settings);
    warehouse.verify();
    Migrator migrator = new Migrator(settings);
    int ran = migrator.migrateLedger();
    try (Connection session = warehouse.connect()) {
      AreaLock.take(session, area);
      return ran + migrator.migrateArea(area, folder);
    } catch (SQLException e) {
      throw WarehouseErrors.of("migrating " + area, e);
    }
  }
}
