package io.loadstar.stage;

import io.loadstar.engine.SparkTypes;
import io.loadstar.model.ColumnType;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Station stage: rows into staging tables, by COPY from every Spark partition. */
public final class StageLoader {
  private final Warehouse warehouse;
  private final SubjectArea area;
  private final long runId;

  public StageLoader(Warehouse warehouse, SubjectArea area, long runId) {
    this.warehouse = warehouse;
    this.area = area;
    this.runId = runId;
  }

  /** Empties the staging tables of whatever an earlier run left there. */
  public void clear(List<StarTable> tables) {
    warehouse.inTransaction(
        "emptying " + area.stagingSchema(),
        connection -> {
          for (StarTable table : tables) {
            clear(connection, table);
          }
          return null;
        });
  }

  private void clear(Connection connection, StarTable table) throws java.sql.SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("truncate table " + area.stagingSchema() + "." + table.staging());
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "delete from loadstar.staged_partition where table_name = ? and run_id <> ?")) {
      statement.setString(1, area.stagingSchema() + "." + table.staging());
      statement.setLong(2, runId);
      statement.executeUpdate();
    }
  }

  /** The rows in the types and the order of {@link StarTable#stagedColumns}. */
  public static Dataset<Row> typed(Dataset<Row> rows, StarTable table) {
    return rows.select(
        table.stagedColumns().stream()
            .map(name -> functions.col(name).cast(SparkTypes.of(type(table, name))))
            .toArray(Column[]::new));
  }

  /**
   * Copies rows into the table's staging table.
   *
   * @param typed as {@link #typed} gives them
   * @return rows staged
   */
  public long stage(Dataset<Row> typed, StarTable table) {
    List<String> columns = table.stagedColumns();
    List<ColumnType> types = columns.stream().map(name -> type(table, name)).toList();
    PartitionCopy copy =
        new PartitionCopy(warehouse, area.stagingSchema(), table.staging(), columns, types, runId);
    return ((org.apache.spark.sql.classic.Dataset<Row>) typed)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitionsWithIndex(
                (partition, own) -> List.of(copy.copy(partition, own)).iterator(), true)
            .collect()
            .stream()
            .mapToLong(Long::longValue)
            .sum();
  }

  private static ColumnType type(StarTable table, String name) {
    return table.column(name).map(StarTable.TableColumn::type).orElse(ColumnType.KEY);
  }
}
