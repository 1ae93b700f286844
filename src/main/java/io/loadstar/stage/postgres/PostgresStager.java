package io.loadstar.stage.postgres;

import io.loadstar.model.ColumnType;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.StagingTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableColumn;
import io.loadstar.spark.InternalRows;
import io.loadstar.stage.Stager;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Stages by COPY from every Spark partition. */
public final class PostgresStager implements Stager {
  private final Warehouse warehouse;
  private final SubjectArea area;
  private final long runId;

  public PostgresStager(Warehouse warehouse, SubjectArea area, long runId) {
    this.warehouse = warehouse;
    this.area = area;
    this.runId = runId;
  }

  @Override
  public void discard(List<StarTable> tables) {
    clear(tables);
  }

  /** Truncates, so that dead rows go, too. */
  @Override
  public void clear(List<StarTable> tables) {
    warehouse.inTransaction(
        "emptying " + area.stagingSchema(),
        connection -> {
          for (StagingTable table : tables.stream().flatMap(StarTable::stagingTables).toList()) {
            clear(connection, table);
          }
          for (String table : tables.stream().flatMap(StarTable::workTables).toList()) {
            truncate(connection, table);
          }
          return true;
        });
  }

  private static void truncate(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("truncate table " + table);
    }
  }

  private void clear(Connection connection, StagingTable table) throws SQLException {
    truncate(connection, table.qualifiedName());
    for (String noted : List.of("staged_partition", "staged_date")) {
      try (PreparedStatement statement =
          connection.prepareStatement(
              "delete from loadstar." + noted + " where table_name = ? and run_id <> ?")) {
        statement.setString(1, table.qualifiedName());
        statement.setLong(2, runId);
        statement.executeUpdate();
      }
    }
  }

  @Override
  public long stage(Dataset<Row> typed, StagingTable table) {
    List<ColumnType> types = table.columns().stream().map(TableColumn::type).toList();
    PartitionCopy copy =
        new PartitionCopy(
            warehouse,
            area.stagingSchema(),
            table.name(),
            table.columnNames(),
            types,
            table.dateKeyPlaces(),
            runId);
    return InternalRows.of(typed)
        .mapPartitionsWithIndex(
            (partition, own) -> List.of(copy.copy(partition, own)).iterator(), true)
        .collect()
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
