package io.loadstar.members;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.DimensionSpec;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;

/** Asks on the executors, in chunks, so that no key passes through the driver. */
public final class MemberLookup implements Serializable {
  private static final int CHUNK = 10_000;

  private final Warehouse warehouse;
  private final String sql;

  public MemberLookup(Warehouse warehouse, String area, DimensionSpec dimension) {
    this.warehouse = warehouse;
    this.sql =
        "select "
            + dimension.keyColumn()
            + " from "
            + area
            + "."
            + dimension.name()
            + " where "
            + dimension.keyColumn()
            + " = any(?)";
  }

  /** The rows whose {@code key} is no member's. */
  public Dataset<Row> notThere(Dataset<Row> keys) {
    int key = keys.schema().fieldIndex("key");
    JavaRDD<InternalRow> missing =
        ((org.apache.spark.sql.classic.Dataset<Row>) keys)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(rows -> notThere(rows, key));
    return ((SparkSession) keys.sparkSession())
        .internalCreateDataFrame(missing.rdd(), keys.schema(), false);
  }

  private Iterator<InternalRow> notThere(Iterator<InternalRow> rows, int key) {
    List<InternalRow> missing = new ArrayList<>();
    if (!rows.hasNext()) {
      return missing.iterator();
    }
    try (Connection connection = warehouse.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      while (rows.hasNext()) {
        List<InternalRow> chunk = new ArrayList<>();
        while (rows.hasNext() && chunk.size() < CHUNK) {
          chunk.add(rows.next().copy());
        }
        Set<String> members = members(statement, chunk, key);
        chunk.stream()
            .filter(row -> !members.contains(row.getUTF8String(key).toString()))
            .forEach(missing::add);
      }
    } catch (SQLException e) {
      throw WarehouseErrors.of("looking up members", e);
    }
    return missing.iterator();
  }

  private static Set<String> members(PreparedStatement statement, List<InternalRow> chunk, int key)
      throws SQLException {
    Object[] keys = chunk.stream().map(row -> row.getUTF8String(key).toString()).toArray();
    statement.setArray(1, statement.getConnection().createArrayOf("varchar", keys));
    Set<String> members = new HashSet<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        members.add(found.getString(1));
      }
    }
    return members;
  }
}
