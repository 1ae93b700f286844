package io.loadstar.engine;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once and used several times. Kept as blocks of rows, not in Spark's
 * columnar cache: that one compiles code for every schema, and carries the whole plan into each
 * use.
 */
public final class KeptRows implements AutoCloseable {
  private final SparkSession spark;
  private final StructType schema;
  private final JavaRDD<byte[]> kept;
  private final JavaRDD<InternalRow> unpacked;

  private KeptRows(SparkSession spark, StructType schema, JavaRDD<InternalRow> rows, String name) {
    RowBlocks blocks = new RowBlocks(schema);
    this.spark = spark;
    this.schema = schema;
    this.kept = rows.mapPartitions(blocks::packed).setName(name).persist(StorageLevel.DISK_ONLY());
    this.unpacked = kept.mapPartitions(blocks::rows).setName(name);
  }

  /**
   * Keeps what is computed at the first use, on disk: memory is for work that is under way.
   *
   * @param name what the rows are, for people who look at plans
   */
  public static KeptRows of(Dataset<Row> computed, String name) {
    return new KeptRows(
        (SparkSession) computed.sparkSession(), computed.schema(), InternalRows.of(computed), name);
  }

  public Dataset<Row> rows() {
    return spark.baseRelationToDataFrame(new KeptRelation(spark, schema, unpacked));
  }

  /** Rows that pass. */
  public Dataset<Row> passing(RowSieve sieve) {
    return sieved(sieve, true);
  }

  /** Rows that do not pass. */
  public Dataset<Row> caught(RowSieve sieve) {
    return sieved(sieve, false);
  }

  private Dataset<Row> sieved(RowSieve sieve, boolean isPassing) {
    StructType own = schema;
    JavaRDD<InternalRow> sieved =
        unpacked.mapPartitions(
            rows -> {
              Predicate<InternalRow> passing = sieve.passing(own);
              return new SievedRows(rows, isPassing ? passing : passing.negate());
            });
    return spark.baseRelationToDataFrame(
        new KeptRelation(spark, schema, sieved.setName(unpacked.name())));
  }

  /**
   * Values of a column that occur more than once.
   *
   * @param hash name of a column of longs; null is no value
   */
  public Hashes repeated(String hash) {
    return Hashes.collected(RepeatedHashes.of(unpacked, schema.fieldIndex(hash)));
  }

  /** Hashes of the values of columns, as {@link RowSieve.Suspects} compares them. */
  public Hashes hashes(List<String> columns) {
    StructType own = schema;
    return Hashes.collected(
        unpacked.mapPartitions(
            rows -> {
              ToLongFunction<InternalRow> hash = RowHash.of(own, columns);
              LongStream.Builder hashes = LongStream.builder();
              rows.forEachRemaining(row -> hashes.add(hash.applyAsLong(row)));
              return List.of(hashes.build().toArray()).iterator();
            }));
  }

  /** Values of columns where none of them is null; most that occur more than once come once. */
  public Dataset<Row> values(List<String> columns) {
    StructType own = schema;
    int[] ordinals = columns.stream().mapToInt(schema::fieldIndex).toArray();
    StructType shape =
        new StructType(
            Arrays.stream(ordinals).mapToObj(i -> own.fields()[i]).toArray(StructField[]::new));
    JavaRDD<InternalRow> values = unpacked.mapPartitions(rows -> distinct(rows, own, ordinals));
    return spark.internalCreateDataFrame(values.rdd(), shape, false);
  }

  private static Iterator<InternalRow> distinct(
      Iterator<InternalRow> rows, StructType schema, int[] ordinals) {
    return new DistinctValues(rows, schema, ordinals);
  }

  @Override
  public void close() {
    kept.unpersist(false);
  }
}
