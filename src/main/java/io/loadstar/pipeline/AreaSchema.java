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

  static void migrate(LoadRequest request, List<StarTable> tables, ConnectionSettings settings) {
    String area = request.area().name();
    Migrations migrations = new Migrations(area, request.folder(), tables);
    refuse(area, migrations.differingFiles());
    Warehouse warehouse = new Warehouse(settings);
    warehouse.verify();
    Migrator migrator = new Migrator(settings);
    migrator.migrateLedger();
    migrator.migrateArea(area, request.folder());
    refuse(area, warehouse.inTransaction("reading the catalogue", migrations::disagreements));
  }

  private static void refuse(String area, List<String> disagreements) {
    if (!disagreements.isEmpty()) {
      throw SpecErrors.disagrees(area, disagreements);
    }
  }
}
