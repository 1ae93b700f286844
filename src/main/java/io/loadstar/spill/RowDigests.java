package io.loadstar.spill;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/** What rules that compare records ask of all rows, gathered in one pass over them. */
public final class RowDigests {
  /** More than a partition of text has, where rows are not very short. */
  private static final int PORTION = 1 << 20;

  /** Of some rows: hashes by column, and values by their columns, in blocks of rows. */
  private record Digest(List<long[]> hashes, List<List<byte[]>> values) implements Serializable {}

  private final SparkSession spark;
  private final StructType schema;
  private final List<String> hashes;
  private final List<List<String>> values;
  private final JavaRDD<Digest> digests;

  RowDigests(
      SparkSession spark,
      StructType schema,
      JavaRDD<InternalRow> rows,
      List<String> hashes,
      List<List<String>> values) {
    this.spark = spark;
    this.schema = schema;
    this.hashes = hashes;
    this.values = values;
    this.digests =
        rows.mapPartitions(
                own ->
                    (Iterator<Digest>)
                        new Portions<>(own, some -> digest(some, schema, hashes, values)))
            .setName("digests of " + rows.name())
            .persist(StorageLevel.DISK_ONLY());
  }

  private static Digest digest(
      Iterator<InternalRow> rows,
      StructType schema,
      List<String> hashes,
      List<List<String>> values) {
    int[] ordinals = hashes.stream().mapToInt(schema::fieldIndex).toArray();
    LongStream.Builder[] found =
        IntStream.of(ordinals)
            .mapToObj(i -> LongStream.builder())
            .toArray(LongStream.Builder[]::new);
    DistinctValues[] distinct =
        values.stream()
            .map(columns -> new DistinctValues(schema, columns))
            .toArray(DistinctValues[]::new);
    for (int count = 0; count < PORTION && rows.hasNext(); count++) {
      InternalRow row = rows.next();
      for (int i = 0; i < ordinals.length; i++) {
        if (!row.isNullAt(ordinals[i])) {
          found[i].add(row.getLong(ordinals[i]));
        }
      }
      for (DistinctValues each : distinct) {
        each.add(row);
      }
    }
    return new Digest(
        Arrays.stream(found).map(each -> each.build().toArray()).toList(),
        Arrays.stream(distinct).map(DistinctValues::blocks).toList());
  }

  /**
   * Values of a column that occur more than once.
   *
   * @param hash one of the columns of longs that were asked for
   */
  public HashMembership repeated(String hash) {
    int index = hashes.indexOf(hash);
    return HashMembership.collected(
        HashBuckets.repeated(digests.map(digest -> digest.hashes().get(index))));
  }

  /**
   * Values of columns where none of them is null; most that occur more than once come once.
   *
   * @param columns one of the lists that were asked for
   */
  public Dataset<Row> values(List<String> columns) {
    int index = values.indexOf(columns);
    StructType shape = DistinctValues.shape(schema, columns);
    RowBlocks blocks = new RowBlocks(shape);
    JavaRDD<InternalRow> rows =
        digests
            .flatMap(digest -> digest.values().get(index).iterator())
            .mapPartitions(blocks::rows)
            .setName("values of " + String.join(", ", columns));
    return spark.internalCreateDataFrame(rows.rdd(), shape, false);
  }

  void close() {
    digests.unpersist(false);
  }
}
