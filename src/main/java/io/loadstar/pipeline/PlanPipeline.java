package io.loadstar.pipeline;

import io.loadstar.generate.Migrations;
import io.loadstar.merge.Publisher;
import io.loadstar.merge.RowCounts;
import io.loadstar.model.StarTable;
import io.loadstar.read.InputFile;
import io.loadstar.read.InputFolder;
import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What a load would do. Reads only. */
public final class PlanPipeline {
  private PlanPipeline() {}

  /**
   * A load, told beforehand.
   *
   * @param files by source
   * @param migrations scripts that would run first
   * @param disagreements of spec and SQL, which would stop the load
   * @param replacedRows rows of each fact that the batch would replace
   * @param statements SQL that would publish the batch
   */
  public record Plan(
      String subjectArea,
      String batchDate,
      String warehouse,
      Map<String, List<InputFile>> files,
      List<String> migrations,
      List<String> disagreements,
      List<String> tables,
      Map<String, Long> replacedRows,
      List<String> statements) {}

  public static Plan plan(
      LoadRequest request, ConnectionSettings settings, List<StarTable> tables) {
    String area = request.area().name();
    Warehouse warehouse = new Warehouse(settings);
    Migrations migrations = new Migrations(request.area(), request.folder(), tables);
    Map<String, List<InputFile>> files =
        InputFolder.find(
            request.area(), request.input(), request.batchDate(), new Configuration(false));
    List<String> pending = new Migrator(settings).pending(area, request.folder());
    Map<String, Long> replaced = new LinkedHashMap<>();
    List<String> disagreements = new ArrayList<>(migrations.differingFiles());
    warehouse.inTransaction(
        "reading the catalogue",
        connection -> {
          if (pending.isEmpty()) {
            disagreements.clear();
            disagreements.addAll(migrations.disagreements(connection));
          }
          for (StarTable table : tables) {
            if (table.isFact()) {
              replaced.put(table.name(), contributed(connection, area, table, request));
            }
          }
          return null;
        });
    return new Plan(
        area,
        request.batchDate().toString(),
        warehouse.toString(),
        files,
        pending,
        disagreements,
        tables.stream().map(table -> area + "." + table.name()).toList(),
        replaced,
        Publisher.statements(area, tables));
  }

  private static long contributed(
      Connection connection, String area, StarTable table, LoadRequest request)
      throws SQLException {
    String name = area + "." + table.name();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select to_regclass('" + name + "') is not null")) {
      row.next();
      return row.getBoolean(1) ? RowCounts.contributed(connection, name, request.batchDate()) : 0;
    }
  }
}
