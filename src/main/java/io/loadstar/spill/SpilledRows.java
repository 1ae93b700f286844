package io.loadstar.spill;

import io.loadstar.spark.InternalRows;
import io.loadstar.spark.Sessions;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once and used several times. Kept as blocks of rows, not in Spark's
 * columnar cache: that one compiles code for every schema, and carries the whole plan into each
 * use.
 */
public final class SpilledRows implements AutoCloseable {
  private final SparkSession spark;
  private final StructType schema;
  private final JavaRDD<InternalRow> unpacked;
  private final List<Runnable> stored = new CopyOnWriteArrayList<>();

  private SpilledRows(SparkSession spark, StructType schema, JavaRDD<byte[]> kept, String name) {
    RowBlocks blocks = new RowBlocks(schema);
    this.spark = spark;
    this.schema = schema;
    this.unpacked = kept.mapPartitions(blocks::rows).setName(name);
  }

  /**
   * Keeps what is computed at the first use, on disk: memory is for work that is under way.
   *
   * @param name what the rows are, for people who look at plans
   */
  public static SpilledRows of(Dataset<Row> computed, String name) {
    RowBlocks blocks = new RowBlocks(computed.schema());
    JavaRDD<byte[]> kept =
        InternalRows.of(computed)
            .mapPartitions(blocks::packed)
            .setName(name)
            .persist(StorageLevel.DISK_ONLY());
    SpilledRows rows =
        new SpilledRows((SparkSession) computed.sparkSession(), computed.schema(), kept, name);
    rows.stored.add(() -> kept.unpersist(false));
    return rows;
  }

  /** The rows, for plans of the session that computed them. */
  public Dataset<Row> rows() {
    return rows(unpacked, spark);
  }

  /** In how many parts they are kept. */
  public int partitions() {
    return unpacked.getNumPartitions();
  }

  /** The rows, for plans of another session. */
  public Dataset<Row> rowsIn(org.apache.spark.sql.SparkSession session) {
    return rows(unpacked, (SparkSession) session);
  }

  /**
   * The rows, for plans that suit their number.
   *
   * @param bytes how much room they take
   */
  public Dataset<Row> suited(Sessions sessions, long count, long bytes) {
    Dataset<Row> rows = rowsIn(sessions.forRows(count, bytes));
    return Sessions.isLittle(count, bytes) ? rows.coalesce(1) : rows;
  }

  private Dataset<Row> rows(JavaRDD<InternalRow> rows, SparkSession session) {
    return session.baseRelationToDataFrame(new SpilledRelation(session, schema, rows));
  }

  /**
   * Rows told apart.
   *
   * @param passed how many rows pass
   * @param caught rows that do not
   * @param held how many they are
   * @param heldBytes how much room they take, compressed
   */
  public record Screened(
      Dataset<Row> passing, long passed, SpilledRows caught, long held, long heldBytes) {}

  /** Tells rows apart in one pass; those that do not pass are kept anew, since they are few. */
  public Screened screened(SuspectFilter filter) {
    StructType own = schema;
    JavaRDD<InternalRow> passing =
        unpacked
            .mapPartitions(
                rows -> (Iterator<InternalRow>) new FilteredRows(rows, filter.passing(own)))
            .setName(unpacked.name());
    JavaRDD<Catch> catches =
        unpacked
            .mapPartitions(rows -> catches(rows, filter.passing(own), own))
            .persist(StorageLevel.DISK_ONLY());
    SpilledRows caught =
        new SpilledRows(
            spark, schema, catches.flatMap(part -> part.blocks().iterator()), unpacked.name());
    stored.add(() -> catches.unpersist(false));
    List<long[]> counts =
        catches.map(part -> new long[] {part.passed(), part.held(), part.bytes()}).collect();
    return new Screened(
        rows(passing, spark),
        counts.stream().mapToLong(count -> count[0]).sum(),
        caught,
        counts.stream().mapToLong(count -> count[1]).sum(),
        counts.stream().mapToLong(count -> count[2]).sum());
  }

  /** Of some rows: how many pass a filter, and those that do not. */
  private record Catch(long passed, long held, List<byte[]> blocks) implements Serializable {
    /** As much as a task should hold: some megabytes. */
    private static final int BLOCKS = 64;

    static Catch of(Iterator<InternalRow> rows, Predicate<InternalRow> passes, StructType schema) {
      RowBlocks.Collector caught = new RowBlocks(schema).collector();
      long passed = 0;
      long held = 0;
      while (rows.hasNext() && caught.full() < BLOCKS) {
        InternalRow row = rows.next();
        if (passes.test(row)) {
          passed++;
        } else {
          held++;
          caught.add(row);
        }
      }
      return new Catch(passed, held, caught.blocks());
    }

    long bytes() {
      return blocks.stream().mapToLong(block -> block.length).sum();
    }
  }

  private static Iterator<Catch> catches(
      Iterator<InternalRow> rows, Predicate<InternalRow> passes, StructType schema) {
    return new Portions<>(rows, some -> Catch.of(some, passes, schema));
  }

  /**
   * Gathers hashes and values at their first use.
   *
   * @param hashes names of columns of longs, which may be null
   * @param values lists of columns
   */
  public RowDigests digests(List<String> hashes, List<List<String>> values) {
    RowDigests digests = new RowDigests(spark, schema, unpacked, hashes, values);
    stored.add(digests::close);
    return digests;
  }

  /** Hashes of the values of columns, as {@link SuspectFilter.Suspects} compares them. */
  public HashMembership hashes(List<String> columns) {
    StructType own = schema;
    JavaRDD<long[]> hashes =
        unpacked.mapPartitions(
            rows -> {
              ToLongFunction<InternalRow> hash = RowHash.of(own, columns);
              LongStream.Builder found = LongStream.builder();
              rows.forEachRemaining(row -> found.add(hash.applyAsLong(row)));
              return List.of(found.build().toArray()).iterator();
            });
    return HashMembership.collected(HashBuckets.distinct(hashes));
  }

  @Override
  public void close() {
    stored.forEach(Runnable::run);
  }
}
