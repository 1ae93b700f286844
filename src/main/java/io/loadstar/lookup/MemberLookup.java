package io.loadstar.lookup;

import io.loadstar.batch.KnownMembers;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.KeyForm;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.MemberHistory;
import io.loadstar.spark.InternalRows;
import io.loadstar.spark.SurrogateKey;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;

/** Asks on the executors, in chunks, so that no key passes through the driver. */
public final class MemberLookup implements KnownMembers, Serializable {
  private static final String KEY = "_key";
  private static final int CHUNK = 10_000;

  private final Warehouse warehouse;
  private final KeyForm form;
  private final Map<String, String> names;
  private final LocalDate batchDate;
  private final boolean goesWhenDeleted;
  private final boolean isTogether;

  /**
   * Members that other batches have named.
   *
   * @param others runs that are staged, and are published together with the batch's
   * @param batchDate the batch that is being loaded: what it said before, it may now unsay
   */
  public MemberLookup(
      Warehouse warehouse,
      SubjectArea area,
      DimensionSpec dimension,
      LocalDate batchDate,
      Set<Long> others) {
    this.warehouse = warehouse;
    this.form = area.keys();
    this.batchDate = batchDate;
    this.goesWhenDeleted =
        !dimension.isType2() && area.source(dimension.from()).orElseThrow().deletes().isPresent();
    Map<String, String> named =
        Map.of(
            "staging", area.stagingSchema(),
            "dimension", dimension.name(),
            "key", dimension.memberKeyColumn(),
            "runs", others.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    this.isTogether = !others.isEmpty();
    this.names = new HashMap<>(named);
    if (goesWhenDeleted) {
      boolean isInSequence = area.source(dimension.from()).orElseThrow().sequence().isPresent();
      names.put("order", MemberHistory.newestFirst(isInSequence));
    }
  }

  @Override
  public Dataset<Row> keyed(Dataset<Row> values, List<String> columns) {
    return values.withColumn(KEY, SurrogateKey.stored(SurrogateKey.of(columns), form));
  }

  @Override
  public Dataset<Row> notThere(Dataset<Row> keys) {
    int key = keys.schema().fieldIndex(KEY);
    JavaRDD<InternalRow> missing = InternalRows.of(keys).mapPartitions(rows -> notThere(rows, key));
    return ((SparkSession) keys.sparkSession())
        .internalCreateDataFrame(missing.rdd(), keys.schema(), false)
        .drop(KEY);
  }

  private Iterator<InternalRow> notThere(Iterator<InternalRow> rows, int key) {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    try (Session session = warehouse.connect()) {
      return session.run("looking up members", open -> notThere(session, rows, key));
    }
  }

  private Iterator<InternalRow> notThere(Session session, Iterator<InternalRow> rows, int key)
      throws SQLException {
    List<InternalRow> missing = new ArrayList<>();
    while (rows.hasNext()) {
      List<InternalRow> chunk = new ArrayList<>();
      while (rows.hasNext() && chunk.size() < CHUNK) {
        chunk.add(rows.next().copy());
      }
      Object[] keys = chunk.stream().map(row -> row.getUTF8String(key).toString()).toArray();
      Set<String> members = new HashSet<>(named(session, keys));
      if (isTogether) {
        members.addAll(staged(session, keys));
      }
      chunk.stream()
          .filter(row -> !members.contains(row.getUTF8String(key).toString()))
          .forEach(missing::add);
    }
    return missing.iterator();
  }

  /** Those that other batches have named. */
  private Set<String> named(Session session, Object[] keys) throws SQLException {
    String name = goesWhenDeleted ? "lookup/undeleted_members" : "lookup/known_members";
    try (PreparedStatement statement = session.prepare(name, names)) {
      statement.setObject(1, batchDate);
      if (!goesWhenDeleted) {
        statement.setObject(3, batchDate);
      }
      warehouse.values().bindAll(statement, 2, form.type(), keys);
      return found(statement);
    }
  }

  private Set<String> staged(Session session, Object[] keys) throws SQLException {
    try (PreparedStatement statement = session.prepare("lookup/staged_members", names)) {
      warehouse.values().bindAll(statement, 1, form.type(), keys);
      return found(statement);
    }
  }

  private static Set<String> found(PreparedStatement statement) throws SQLException {
    Set<String> members = new HashSet<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        members.add(KeyForm.digits(found.getString(1)));
      }
    }
    return members;
  }
}
