package io.loadstar.pipeline;

import io.loadstar.error.SpecErrors;
import io.loadstar.generate.Migrations;
import io.loadstar.ledger.Calendar;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.spec.Problems;
import io.loadstar.validate.expression.Expressions;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Sees to it that spec, SQL files and warehouse agree before anything is loaded. */
final class AreaSchema {
  private AreaSchema() {}

  /** The tables that the spec means, once Spark understands all of its expressions. */
  static Star star(AreaSetup setup, SparkSession spark) {
    SubjectArea area = setup.area();
    Problems problems = new Problems();
    Star star = Star.of(area, Expressions.check(area, spark, problems));
    if (!problems.isEmpty()) {
      throw SpecErrors.problems(setup.folder().resolve(area.name() + ".yaml"), problems.inOrder());
    }
    return star;
  }

  static void refuseEditedFiles(AreaSetup setup, Star star) {
    refuse(setup, migrations(setup, star).differingFiles());
  }

  static void migrateLedger(Warehouse warehouse) {
    warehouse.verify();
    new Migrator(warehouse).migrateLedger();
  }

  /** Only with the area's lock: a migration may remake staging tables that a run is filling. */
  static void migrate(AreaSetup setup, Star star, Session session) {
    new Migrator(session.warehouse()).migrateArea(setup.area().name(), setup.folder());
    applyCalendar(setup.folder(), session.warehouse());
    refuse(setup, migrations(setup, star).disagreements(session));
  }

  /**
   * The calendar as the project has it.
   *
   * @param folder of an area, beside which the calendar's file lies
   */
  static void applyCalendar(Path folder, Warehouse warehouse) {
    Path file = folder.resolveSibling(Check.CALENDAR);
    // Another project of the same warehouse may have one.
    if (Files.exists(file)) {
      Calendar.apply(Check.calendar(file), warehouse);
    }
  }

  private static Migrations migrations(AreaSetup setup, Star star) {
    return new Migrations(setup.area(), setup.folder(), star);
  }

  private static void refuse(AreaSetup setup, List<String> disagreements) {
    if (!disagreements.isEmpty()) {
      throw SpecErrors.disagrees(setup.area().name(), disagreements);
    }
  }
}
