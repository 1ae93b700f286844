package io.loadstar.lookup;

import io.loadstar.batch.PublishedBatch;
import io.loadstar.batch.RecordsOfFact;
import io.loadstar.batch.RecordsOfFact.NaturalKeyOfMember;
import io.loadstar.model.ColumnType;
import io.loadstar.model.KeyForm;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableColumn;
import io.loadstar.spark.SparkTypes;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.SqlValues;
import io.loadstar.warehouse.Warehouse;
import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** What a batch has in the warehouse already, read on an executor. */
public final class PublishedBatchReader implements PublishedBatch, Serializable {
  private static final int FETCHED = 10_000;
  private static final String READING = "reading what the batch brought before";

  private final Warehouse warehouse;
  private final LocalDate batchDate;
  private final transient SparkSession spark;

  public PublishedBatchReader(SparkSession spark, Warehouse warehouse, LocalDate batchDate) {
    this.spark = spark;
    this.warehouse = warehouse;
    this.batchDate = batchDate;
  }

  @Override
  public Dataset<Row> members(DimensionTable dimension, List<String> columns) {
    Asked asked =
        new Asked(
            dimension.members().deliversChanges()
                ? "lookup/members_of_changes"
                : "lookup/members_of_snapshot",
            Map.of(
                "columns",
                columns.stream().map(name -> "history." + name).collect(Collectors.joining(", ")),
                "table",
                dimension.stagingSchema() + ".history_" + dimension.name(),
                "unstated",
                dimension.stagingSchema() + ".unstated_" + dimension.name(),
                "key",
                dimension.members().durableKey()),
            dimension.members().deliversChanges() ? 1 : 3);
    return rows(asked, types(dimension, columns), columns);
  }

  @Override
  public Dataset<Row> grains(FactTable fact) {
    Asked asked =
        new Asked(
            "lookup/grains_of_batch",
            Map.of(
                "columns", String.join(", ", fact.grain()),
                "table", fact.qualifiedName(),
                "superseded", fact.superseded()),
            2);
    return rows(asked, types(fact, fact.grain()), fact.grain());
  }

  @Override
  public Dataset<Row> records(RecordsOfFact kept) {
    FactTable fact = kept.fact();
    List<String> names = new ArrayList<>(kept.columns().keySet());
    List<String> columns = new ArrayList<>();
    List<ColumnType> types = new ArrayList<>(types(fact, List.copyOf(kept.columns().values())));
    Set<String> own = new LinkedHashSet<>(kept.columns().values());
    kept.columns().values().forEach(column -> columns.add("fact." + column));
    List<String> joins = new ArrayList<>();
    for (NaturalKeyOfMember key : kept.keys()) {
      String alias = "member_" + joins.size();
      own.add(key.column());
      names.addAll(key.columns().keySet());
      key.columns().values().forEach(column -> columns.add(alias + "." + column));
      types.addAll(types(key.dimension(), List.copyOf(key.columns().values())));
      joins.add(join(key, alias));
    }
    Asked asked =
        new Asked(
            "lookup/records_of_batch",
            Map.of(
                "columns", String.join(", ", columns),
                "own", String.join(", ", own),
                "table", fact.qualifiedName(),
                "superseded", fact.superseded(),
                "joins", String.join("\n", joins)),
            2);
    return rows(asked, types, names);
  }

  private static String join(NaturalKeyOfMember key, String alias) {
    String durable = key.dimension().members().durableKey();
    return "join (select distinct %s, %s from %s) as %s on %s.%s = fact.%s"
        .formatted(
            durable,
            String.join(", ", key.dimension().members().naturalKey()),
            key.dimension().qualifiedName(),
            alias,
            alias,
            durable,
            key.column());
  }

  @Override
  public Dataset<Row> beside(
      Dataset<Row> records,
      FactTable fact,
      List<String> keys,
      List<String> columns,
      String prefix) {
    return new FactRowLookup(
            warehouse,
            batchDate,
            fact.qualifiedName(),
            fact.superseded(),
            fact.grain(),
            fact.nullable(),
            types(fact, fact.grain()),
            columns,
            types(fact, columns))
        .beside(records, keys, prefix);
  }

  /** A statement, and how often it asks for the batch's date. */
  private record Asked(String statement, Map<String, String> names, int dates)
      implements Serializable {}

  private static List<ColumnType> types(StarTable table, List<String> columns) {
    return columns.stream()
        .map(name -> table.column(name).map(TableColumn::type).orElse(ColumnType.KEY))
        .toList();
  }

  private Dataset<Row> rows(Asked asked, List<ColumnType> types, List<String> columns) {
    StructType shape = new StructType();
    for (int i = 0; i < columns.size(); i++) {
      shape = shape.add(columns.get(i), SparkTypes.of(types.get(i)));
    }
    JavaRDD<Row> rows =
        new JavaSparkContext(spark.sparkContext())
            .parallelize(List.of(asked), 1)
            .mapPartitions(one -> read(one.next(), types));
    return spark.createDataFrame(rows, shape);
  }

  /** One after another, since a batch may have more rows than there is room for. */
  private Iterator<Row> read(Asked asked, List<ColumnType> types) {
    Session session = warehouse.connect();
    TaskContext.get()
        .addTaskCompletionListener(
            new TaskCompletionListener() {
              @Override
              public void onTaskCompletion(TaskContext context) {
                session.close();
              }
            });
    return session.run(READING, connection -> new BatchRows(session, rows(session, asked), types));
  }

  private ResultSet rows(Session session, Asked asked) throws SQLException {
    // Else Postgres' driver fetches all rows at once.
    session.connection().setAutoCommit(false);
    Object[] dates = Collections.nCopies(asked.dates(), batchDate).toArray();
    PreparedStatement statement = session.prepare(asked.statement(), asked.names(), dates);
    statement.setFetchSize(FETCHED);
    return statement.executeQuery();
  }

  /** Rows of an open statement. */
  private static final class BatchRows implements Iterator<Row> {
    private final Session session;
    private final ResultSet rows;
    private final List<ColumnType> types;
    private boolean hasNext;

    BatchRows(Session session, ResultSet rows, List<ColumnType> types) throws SQLException {
      this.session = session;
      this.rows = rows;
      this.types = types;
      this.hasNext = rows.next();
    }

    @Override
    public boolean hasNext() {
      return hasNext;
    }

    @Override
    public Row next() {
      if (!hasNext) {
        throw new NoSuchElementException();
      }
      return session.run(
          READING,
          connection -> {
            Object[] values = new Object[types.size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = value(rows, i + 1, types.get(i), session.warehouse().values());
            }
            hasNext = rows.next();
            return RowFactory.create(values);
          });
    }
  }

  static @Nullable Object value(ResultSet rows, int column, ColumnType type, SqlValues values)
      throws SQLException {
    return switch (type.kind()) {
      case TIMESTAMP -> {
        LocalDateTime time = rows.getObject(column, LocalDateTime.class);
        yield time == null ? null : time.toInstant(ZoneOffset.UTC);
      }
      case DATE -> rows.getObject(column, LocalDate.class);
      case UUID -> rows.getString(column) == null ? null : KeyForm.digits(rows.getString(column));
      case ARRAY -> values.elements(rows, column);
      case INTEGER, BIGINT, DECIMAL, DOUBLE, BOOLEAN, STRING -> rows.getObject(column);
    };
  }
}
