package io.loadstar.engine;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows that are computed once and used several times. Kept as rows, not in Spark's columnar cache:
 * that one compiles code for every schema, and carries the whole plan into each use.
 */
public final class KeptRows implements AutoCloseable {
  private final JavaRDD<InternalRow> kept;
  private final Dataset<Row> rows;

  private KeptRows(JavaRDD<InternalRow> kept, Dataset<Row> rows) {
    this.kept = kept;
    this.rows = rows;
  }

  /**
   * Keeps what is computed at the first use, in memory as far as it goes, then on disk.
   *
   * @param name what the rows are, for people who look at plans
   */
  public static KeptRows of(Dataset<Row> computed, String name) {
    JavaRDD<InternalRow> kept =
        ((org.apache.spark.sql.classic.Dataset<Row>) computed)
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .map(InternalRow::copy)
            .setName(name)
            .persist(StorageLevel.MEMORY_AND_DISK());
    SparkSession spark = (SparkSession) computed.sparkSession();
    return new KeptRows(kept, spark.internalCreateDataFrame(kept.rdd(), computed.schema(), false));
  }

  public Dataset<Row> rows() {
    return rows;
  }

  @Override
  public void close() {
    kept.unpersist(false);
  }
}
