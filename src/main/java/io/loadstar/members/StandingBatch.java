package io.loadstar.members;

import io.loadstar.engine.SparkTypes;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.ColumnType;
import io.loadstar.model.KeyForm;
import io.loadstar.model.Members;
import io.loadstar.model.StarTable;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** What a batch has in the warehouse already, read on an executor. */
public final class StandingBatch implements Serializable {
  private static final int FETCHED = 10_000;

  private final Warehouse warehouse;
  private final LocalDate batchDate;
  private final transient SparkSession spark;

  public StandingBatch(SparkSession spark, Warehouse warehouse, LocalDate batchDate) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.batchDate = batchDate;
  }

  /**
   * What the batch said of a dimension's members.
   *
   * @param columns of the dimension's history
   */
  public Dataset<Row> members(StarTable dimension, List<String> columns) {
    Members members = dimension.members().orElseThrow();
    String named =
        members.deliversChanges() ? "_batch_date = ?" : "_batch_date <= ? and _until > ?";
    String sql =
        "select %s from %s_staging.history_%s where _row_hash is not null and %s"
            .formatted(String.join(", ", columns), dimension.area(), dimension.name(), named);
    return rows(sql, types(dimension, columns), columns, members.deliversChanges() ? 1 : 2);
  }

  /** What tells apart the rows that the batch contributed to a fact, standing or superseded. */
  public Dataset<Row> grains(StarTable fact) {
    String columns = String.join(", ", fact.grain());
    String sql =
        "select %s from %s.%s where _batch_date = ? union all select %s from %s_staging.superseded_%s where _batch_date = ?"
            .formatted(columns, fact.area(), fact.name(), columns, fact.area(), fact.name());
    return rows(sql, types(fact, fact.grain()), fact.grain(), 2);
  }

  private static List<ColumnType> types(StarTable table, List<String> columns) {
    return columns.stream()
        .map(name -> table.column(name).map(StarTable.TableColumn::type).orElse(ColumnType.KEY))
        .toList();
  }

  private Dataset<Row> rows(
      String sql, List<ColumnType> types, List<String> columns, int parameters) {
    StructType shape = new StructType();
    for (int i = 0; i < columns.size(); i++) {
      shape = shape.add(columns.get(i), SparkTypes.of(types.get(i)));
    }
    JavaRDD<Row> rows =
        new JavaSparkContext(spark.sparkContext())
            .parallelize(List.of(sql), 1)
            .mapPartitions(asked -> read(asked.next(), types, parameters));
    return spark.createDataFrame(rows, shape);
  }

  private Iterator<Row> read(String sql, List<ColumnType> types, int parameters) {
    try (Connection connection = warehouse.connect()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setFetchSize(FETCHED);
        for (int i = 1; i <= parameters; i++) {
          statement.setObject(i, batchDate);
        }
        List<Row> read = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            Object[] values = new Object[types.size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = value(rows, i + 1, types.get(i));
            }
            read.add(RowFactory.create(values));
          }
        }
        return read.iterator();
      }
    } catch (SQLException e) {
      throw WarehouseErrors.of("reading what the batch brought before", e);
    }
  }

  private static Object value(ResultSet rows, int column, ColumnType type) throws SQLException {
    return switch (type.kind()) {
      case TIMESTAMP -> {
        LocalDateTime time = rows.getObject(column, LocalDateTime.class);
        yield time == null ? null : time.toInstant(ZoneOffset.UTC);
      }
      case DATE -> rows.getObject(column, LocalDate.class);
      case UUID -> rows.getString(column) == null ? null : KeyForm.digits(rows.getString(column));
      case ARRAY -> rows.getArray(column) == null ? null : rows.getArray(column).getArray();
      case INTEGER, BIGINT, DECIMAL, DOUBLE, BOOLEAN, STRING -> rows.getObject(column);
    };
  }
}
