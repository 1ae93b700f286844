package io.loadstar.pipeline;

import io.loadstar.error.SpecErrors;
import io.loadstar.generate.Migrations;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTables;
import io.loadstar.spec.Problems;
import io.loadstar.validate.Expressions;
import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Sees to it that spec, SQL files and warehouse agree before anything is loaded. */
final class AreaSchema {
  private AreaSchema() {}

  /** The tables that the spec means, once Spark understands all of its expressions. */
  static List<StarTable> tables(LoadRequest request, SparkSession spark) {
    Problems problems = new Problems();
    List<StarTable> tables =
        StarTables.of(request.area(), Expressions.check(request.area(), spark, problems));
    if (!problems.isEmpty()) {
      throw SpecErrors.problems(
          request.folder().resolve(request.area().name() + ".yaml"), problems.inOrder());
    }
    return tables;
  }

  static void refuseEditedFiles(LoadRequest request, List<StarTable> tables) {
    String area = request.area().name();
    refuse(area, new Migrations(request.area(), request.folder(), tables).differingFiles());
  }

  static void migrateLedger(ConnectionSettings settings) {
    new Warehouse(settings).verify();
    new Migrator(settings).migrateLedger();
  }

  /** Only with the area's lock: a migration may remake staging tables that a run is filling. */
  static void migrate(LoadRequest request, List<StarTable> tables, ConnectionSettings settings) {
    String area = request.area().name();
    new Migrator(settings).migrateArea(area, request.folder());
    Migrations migrations = new Migrations(request.area(), request.folder(), tables);
    refuse(
        area,
        new Warehouse(settings).inTransaction("reading the catalogue", migrations::disagreements));
  }

  private static void refuse(String area, List<String> disagreements) {
    if (!disagreements.isEmpty()) {
      throw SpecErrors.disagrees(area, disagreements);
    }
  }
}
