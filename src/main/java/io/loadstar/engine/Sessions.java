package io.loadstar.engine;

import org.apache.spark.sql.SparkSession;

/** Sessions of one Spark context: one for the batch's many rows, one for plans that see few. */
public final class Sessions {
  /** So few rows are done before a plan for many would be compiled. */
  private static final long FEW = 200_000;

  /** So many tasks are enough for few rows. */
  private static final int MOST_TASKS = 4;

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

  /** For plans over so many kept rows, which take so much room. */
  public SparkSession forRows(long rows, long bytes) {
    return rows <= FEW && bytes <= SHORT ? few() : many;
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
