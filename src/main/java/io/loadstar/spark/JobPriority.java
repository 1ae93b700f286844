package io.loadstar.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.Pool;
import org.apache.spark.scheduler.SchedulingMode;

/**
 * Which Spark jobs get cores first while several are under way; jobs that are not named here come
 * last. Needs a session whose scheduler is fair.
 */
public enum JobPriority {
  /** All cores but one: the warehouse merges them while facts are staged. */
  DIMENSIONS("dimensions", 1_000_000_000),
  /** What the warehouse takes longest for; it should not wait for quarantine. */
  FACTS("facts", 1_000_000);

  private static final String POOL = "spark.scheduler.pool";

  private static final int USUAL_WEIGHT = 1;

  private final String pool;

  /** Pools below come before others, and among them the one with the smaller share of it. */
  private final int leastTasks;

  JobPriority(String pool, int leastTasks) {
    this.pool = pool;
    this.leastTasks = leastTasks;
  }

  /** Tells the scheduler, whose own file of pools is not found under {@code spark-submit}. */
  static void announce(SparkContext spark) {
    Pool root = spark.taskScheduler().rootPool();
    for (JobPriority precedence : values()) {
      if (root.getSchedulableByName(precedence.pool) == null) {
        root.addSchedulable(
            new Pool(precedence.pool, SchedulingMode.FIFO(), precedence.leastTasks, USUAL_WEIGHT));
      }
    }
  }

  /** Does work whose jobs have this precedence. */
  public <T> T during(SparkContext spark, Supplier<T> work) {
    String before = spark.getLocalProperty(POOL);
    spark.setLocalProperty(POOL, pool);
    try {
      return work.get();
    } finally {
      spark.setLocalProperty(POOL, before);
    }
  }
}
