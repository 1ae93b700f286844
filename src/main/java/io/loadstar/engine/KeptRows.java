package io.loadstar.engine;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once and used several times. Kept as blocks of rows, not in Spark's
 * columnar cache: that one compiles code for every schema, and carries the whole plan into each
 * use.
 */
public final class KeptRows implements AutoCloseable {
  private final JavaRDD<byte[]> kept;
  private final Dataset<Row> rows;

  private KeptRows(JavaRDD<byte[]> kept, Dataset<Row> rows) {
    this.kept = kept;
    this.rows = rows;
  }

  /**
   * Keeps what is computed at the first use, on disk: memory is for work that is under way.
   *
   * @param name what the rows are, for people who look at plans
   */
  public static KeptRows of(Dataset<Row> computed, String name) {
    RowBlocks blocks = new RowBlocks(computed.schema());
    JavaRDD<byte[]> kept =
        ((org.apache.spark.sql.classic.Dataset<Row>) computed)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(blocks::packed)
            .setName(name)
            .persist(StorageLevel.DISK_ONLY());
    SparkSession spark = (SparkSession) computed.sparkSession();
    return new KeptRows(
        kept,
        spark.internalCreateDataFrame(
            kept.mapPartitions(blocks::rows).setName(name).rdd(), computed.schema(), false));
  }

  public Dataset<Row> rows() {
    return rows;
  }

  @Override
  public void close() {
    kept.unpersist(false);
  }
}
