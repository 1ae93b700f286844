package io.loadstar.pipeline;

import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.nio.file.Path;

/** Runs pending migrations, with the area's lock. */
public final class Migrate {
  private Migrate() {}

  /** Returns how many migrations ran. */
  public static int migrate(String area, Path folder, Warehouse warehouse) {
    warehouse.verify();
    Migrator migrator = new Migrator(warehouse);
    int ran = migrator.migrateLedger();
    try (AreaLease unused = new AreaLease(warehouse, area)) {
      ran += migrator.migrateArea(area, folder);
      AreaSchema.applyCalendar(folder, warehouse);
      return ran;
    }
  }
}
