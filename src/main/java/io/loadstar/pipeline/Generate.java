package io.loadstar.pipeline;

import io.loadstar.generate.Migrations;
import io.loadstar.model.star.Star;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.ScratchWarehouse;
import io.loadstar.warehouse.Session;
import java.util.List;
import java.util.function.Supplier;

/**
 * From a checked spec to the next migrations, found on a scratch database that is dropped again.
 */
public final class Generate {
  private Generate() {}

  private static Migrator migratedLedger(ScratchWarehouse scratch) {
    Migrator migrator = new Migrator(scratch.warehouse());
    migrator.migrateLedger();
    return migrator;
  }

  /** In a database of its own, since what would be generated is made there. */
  private static void tryMarts(
      Migrations migrations, Star star, Supplier<ScratchWarehouse> scratch) {
    if (star.marts().isEmpty()) {
      return;
    }
    try (ScratchWarehouse empty = scratch.get()) {
      migratedLedger(empty);
      try (Session session = empty.warehouse().connect()) {
        migrations.tryMarts(session);
      }
    }
  }

  /**
   * Writes what is missing.
   *
   * @param scratch makes an empty Postgres
   * @return the files written
   */
  public static List<String> generate(
      AreaSetup setup, Star star, Supplier<ScratchWarehouse> scratch, boolean allowLoss) {
    Migrations migrations = new Migrations(setup.area(), setup.folder(), star);
    try (ScratchWarehouse migrated = scratch.get();
        ScratchWarehouse empty = scratch.get()) {
      Migrator migrator = migratedLedger(migrated);
      if (migrations.hasVersions()) {
        migratedLedger(empty);
        migrator.migrateArea(setup.area().name(), setup.folder());
      }
      tryMarts(migrations, star, scratch);
      try (Session there = migrated.warehouse().connect();
          Session fresh = empty.warehouse().connect()) {
        return migrations.write(there, fresh, allowLoss);
      }
    }
  }
}
