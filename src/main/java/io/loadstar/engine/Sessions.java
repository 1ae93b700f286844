package io.loadstar.engine;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Sessions of one Spark context: one for the batch's many rows, one for plans that see few. */
public final class Sessions {
  /** So few rows are done before a plan for many would be compiled. */
  private static final long FEW = 200_000;

  /** So many tasks are enough for few rows. */
  private static final int MOST_TASKS = 4;

  /** So few are sorted by one task before they have been dealt to several. */
  private static final long FEWEST = 20_000;

  /** One task may have to sort them all, so they must not be long either. */
  private static final long SHORT = 32L << 20;

  private final SparkSession many;
  private SparkSession few;

  /**
   * Tunes a session.
   *
   * @param inputBytes size of the batch's input
   */
  public Sessions(SparkSession spark, long inputBytes) {
    SparkRuntime.tune(spark, SparkRuntime.isSmall(inputBytes));
    this.many = spark;
    this.few = SparkRuntime.isSmall(inputBytes) ? spark : null;
  }

  /** The tuned session. */
  public SparkSession batch() {
    return many;
  }

  /** For plans over a part of the input. */
  public SparkSession forInput(long bytes) {
    return SparkRuntime.isSmall(bytes) ? few() : many;
  }

  /**
   * Kept rows, for plans that suit their number.
   *
   * @param bytes how much room they take
   */
  public Dataset<Row> of(KeptRows kept, long rows, long bytes) {
    return bytes > SHORT
        ? kept.rowsIn(many)
        : gathered(kept.rowsIn(rows <= FEW ? few() : many), rows);
  }

  /** Rows in the hands of one task, if they are few, and unless no input counts as small. */
  public static Dataset<Row> gathered(Dataset<Row> rows, long count) {
    return SparkRuntime.isSmall(0) && count <= FEWEST ? rows.coalesce(1) : rows;
  }

  private synchronized SparkSession few() {
    if (few == null) {
      few = ((org.apache.spark.sql.classic.SparkSession) many).cloneSession();
      SparkRuntime.tune(few, true);
      SparkRuntime.partition(few, Math.min(MOST_TASKS, few.sparkContext().defaultParallelism()));
    }
    return few;
  }
}
