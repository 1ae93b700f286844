package io.loadstar.members;

import io.loadstar.engine.InternalRows;
import io.loadstar.engine.SurrogateKey;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.KeyForm;
import io.loadstar.model.SubjectArea;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
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
  private static final String KEY = "_key";
  private static final int CHUNK = 10_000;

  /** A row of history holds from its batch until another says something else. */
  private static final String MEMBERS =
      """
      select history.<key>
      from <staging>.history_<dimension> as history
      cross join (
          select coalesce(min(batch_date), date '9999-12-31') as batch_date
          from <staging>.batches_<dimension>
          where batch_date > ?
      ) as next_batch
      where history.<key> = any(?)
          and history._row_hash is not null
          and (history._batch_date <> ? or history._until > next_batch.batch_date)
      """;

  private final Warehouse warehouse;
  private final KeyForm form;
  private final String sql;
  private final LocalDate batchDate;

  /**
   * Members that other batches have named.
   *
   * @param batchDate the batch that is being loaded: what it said before, it may now unsay
   */
  public MemberLookup(
      Warehouse warehouse, SubjectArea area, DimensionSpec dimension, LocalDate batchDate) {
    this.warehouse = warehouse;
    this.form = area.keys();
    this.batchDate = batchDate;
    this.sql =
        MEMBERS
            .replace("<staging>", area.stagingSchema())
            .replace("<dimension>", dimension.name())
            .replace("<key>", dimension.memberKeyColumn());
  }

  /**
   * The values with the key that they make.
   *
   * @param columns that the natural key is made of
   */
  public Dataset<Row> keyed(Dataset<Row> values, List<String> columns) {
    return values.withColumn(KEY, SurrogateKey.stored(SurrogateKey.of(columns), form));
  }

  /** Those of {@link #keyed} values whose key is no member's. */
  public Dataset<Row> notThere(Dataset<Row> keys) {
    int key = keys.schema().fieldIndex(KEY);
    JavaRDD<InternalRow> missing = InternalRows.of(keys).mapPartitions(rows -> notThere(rows, key));
    return ((SparkSession) keys.sparkSession())
        .internalCreateDataFrame(missing.rdd(), keys.schema(), false)
        .drop(KEY);
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

  private Set<String> members(PreparedStatement statement, List<InternalRow> chunk, int key)
      throws SQLException {
    Object[] keys = chunk.stream().map(row -> row.getUTF8String(key).toString()).toArray();
    statement.setObject(1, batchDate);
    statement.setObject(3, batchDate);
    statement.setArray(
        2,
        statement.getConnection().createArrayOf(form == KeyForm.UUID ? "uuid" : "varchar", keys));
    Set<String> members = new HashSet<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        members.add(KeyForm.digits(found.getString(1)));
      }
    }
    return members;
  }
}
