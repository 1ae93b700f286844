package io.loadstar.pipeline;

import io.loadstar.generate.Migrations;
import io.loadstar.model.star.Star;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.loadstar.warehouse.postgres.ScratchDatabase;
import java.util.List;

/**
 * From a checked spec to the next migrations, found on a scratch database that is dropped again.
 */
public final class Generate {
  private Generate() {}

  private static Migrator migratedLedger(ScratchDatabase scratch) {
    Migrator migrator = new Migrator(scratch.settings().warehouse());
    migrator.migrateLedger();
    return migrator;
  }

  /** In a database of its own, since what would be generated is made there. */
  private static void tryMarts(Migrations migrations, Star star, PostgresSettings embedded) {
    if (star.marts().isEmpty()) {
      return;
    }
    try (ScratchDatabase empty = ScratchDatabase.create(embedded)) {
      migratedLedger(empty);
      try (Session session = empty.settings().warehouse().connect()) {
        migrations.tryMarts(session);
      }
    }
  }

  /**
   * Writes what is missing.
   *
   * @param embedded the embedded warehouse, in which a scratch database is made
   * @return the files written
   */
  public static List<String> generate(
      AreaSetup setup, Star star, PostgresSettings embedded, boolean allowLoss) {
    Migrations migrations = new Migrations(setup.area(), setup.folder(), star);
    try (ScratchDatabase migrated = ScratchDatabase.create(embedded);
        ScratchDatabase empty = ScratchDatabase.create(embedded)) {
      Migrator migrator = migratedLedger(migrated);
      if (migrations.hasVersions()) {
        migratedLedger(empty);
        migrator.migrateArea(setup.area().name(), setup.folder());
      }
      tryMarts(migrations, star, embedded);
      try (Session there = migrated.settings().warehouse().connect();
          Session fresh = empty.settings().warehouse().connect()) {
        return migrations.write(there, fresh, allowLoss);
      }
    }
  }
}
