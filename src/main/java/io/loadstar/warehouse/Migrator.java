package io.loadstar.warehouse;

import io.loadstar.error.WarehouseErrors;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Flyway, once for Loadstar's own tables and once an area, each with its own history table in
 * schema {@code loadstar}. Nothing is ever repaired: a changed migration stops the run.
 */
public final class Migrator {
  private static final Pattern VERSION = Pattern.compile("migration version ([0-9.]+)");
  private static final Pattern SCRIPT = Pattern.compile("([VR][A-Za-z0-9_.]*\\.sql)");
  private static final Pattern ADVICE =
      Pattern.compile("Flyway|https?://|repair|^-+$", Pattern.CASE_INSENSITIVE);

  private static final String SCHEMA = "loadstar";

  private final Warehouse warehouse;

  public Migrator(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** Brings ledger and calendar up to date; returns how many migrations ran. */
  public int migrateLedger() {
    return migrate(
        SCHEMA,
        "migrations_loadstar",
        List.of("classpath:db/loadstar/" + warehouse.dialect().folder()));
  }

  /** Brings an area up to date; returns how many migrations ran. */
  public int migrateArea(String area, Path folder) {
    return migrate(area, table(area), locations(folder));
  }

  /** What would run, in order. */
  public List<String> pending(String area, Path folder) {
    try {
      return List.of(flyway(table(area), locations(folder)).info().pending()).stream()
          .map(MigrationInfo::getScript)
          .toList();
    } catch (FlywayException e) {
      throw WarehouseErrors.migrationFailed(area, shown(e));
    }
  }

  private static String table(String area) {
    return "migrations_" + area;
  }

  private List<String> locations(Path folder) {
    return List.of(
        "filesystem:" + folder.resolve("common"),
        "filesystem:" + folder.resolve(warehouse.dialect().folder()));
  }

  private int migrate(String area, String table, List<String> locations) {
    try {
      MigrateResult result = flyway(table, locations).migrate();
      return result.migrationsExecuted;
    } catch (FlywayValidateException e) {
      throw WarehouseErrors.editedMigration(area, shown(e));
    } catch (FlywayException e) {
      throw failed(area, e);
    }
  }

  /** Rights, disk and connection have messages of their own; the rest is a migration's fault. */
  private RuntimeException failed(String area, FlywayException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && warehouse.fault(sql).isOfTheServer()) {
        return WarehouseErrors.of(warehouse.fault(sql), "migrating " + area, sql);
      }
    }
    return WarehouseErrors.migrationFailed(area, shown(thrown));
  }

  private Flyway flyway(String table, List<String> locations) {
    return Flyway.configure()
        .dataSource(new WarehouseDataSource(warehouse))
        .locations(locations.toArray(String[]::new))
        .defaultSchema(SCHEMA)
        .schemas(SCHEMA)
        .table(table)
        // The schema holds several history tables, so it is never empty for the second one.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        // 'generate' removes the procedure of a table that is gone; a missing V<n> stays an error.
        .ignoreMigrationPatterns("repeatable:missing")
        .placeholderReplacement(false)
        .load();
  }

  /** What the database said, and of which script; Flyway's advice is for who calls Flyway. */
  private static String shown(FlywayException e) {
    String message = String.valueOf(e.getMessage());
    Matcher version = VERSION.matcher(message);
    if (e instanceof FlywayValidateException && version.find()) {
      return "V" + version.group(1);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        Matcher script = SCRIPT.matcher(message);
        String name = script.find() ? script.group(1) + ": " : "";
        return name + String.valueOf(sql.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
      }
    }
    return message
        .lines()
        .filter(line -> !ADVICE.matcher(line).find())
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
