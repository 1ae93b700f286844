package io.loadstar.spark;

import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

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
  private @Nullable SparkSession few;

  /**
   * Sessions of a run's own, so that runs in one process do not tune one another's.
   *
   * @param inputBytes size of the batch's input
   */
  public Sessions(SparkSession spark, long inputBytes) {
    boolean isSmall = SparkRuntime.isSmall(inputBytes);
    this.many = ((org.apache.spark.sql.classic.SparkSession) spark).cloneSession();
    SparkRuntime.tune(many, inputBytes);
    this.few = isSmall ? many : null;
  }

  /** What was chosen for this much input, for people; empty where little is done at once. */
  public Optional<String> choice() {
    return many == few
        ? Optional.empty()
        : Optional.of(
            "%s tasks behind each shuffle, up to %s at a time, each of which stages rows by itself"
                .formatted(
                    SparkRuntime.partitions(many), many.sparkContext().defaultParallelism()));
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
   * For plans over so many rows, which were counted.
   *
   * @param bytes how much room they take
   */
  public SparkSession forRows(long rows, long bytes) {
    return bytes <= SHORT && rows <= FEW ? few() : many;
  }

  /** Whether so many rows may be in the hands of one task. */
  public static boolean isLittle(long rows, long bytes) {
    return bytes <= SHORT && SparkRuntime.isSmall(0) && rows <= FEWEST;
  }

  /** Rows in the hands of one task, if they are few, and unless no input counts as small. */
  public static Dataset<Row> gathered(Dataset<Row> rows, long count) {
    return isLittle(count, 0) ? rows.coalesce(1) : rows;
  }

  private synchronized SparkSession few() {
    if (few == null) {
      few = ((org.apache.spark.sql.classic.SparkSession) many).cloneSession();
      SparkRuntime.tune(few, 0);
      SparkRuntime.partition(few, Math.min(MOST_TASKS, few.sparkContext().defaultParallelism()));
    }
    return few;
  }
}
