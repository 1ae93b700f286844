package io.loadstar.spark;

import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;

/** Tells the Spark jobs of one run from those of others in the same process. */
final class RunTag {
  private static final String PROPERTY = "loadstar.run";

  private RunTag() {}

  /** Marks the jobs that this thread submits from now on. */
  static void set(SparkContext spark, String run) {
    spark.setLocalProperty(PROPERTY, run);
  }

  /** Whether a stage is of a job of this run. */
  static boolean isOf(String run, SparkListenerStageSubmitted submitted) {
    return submitted.properties() != null
        && run.equals(submitted.properties().getProperty(PROPERTY));
  }

  /** Work for another thread, whose jobs are to be of the same run. */
  static <T> Supplier<T> inherited(SparkContext spark, Supplier<T> work) {
    String run = spark.getLocalProperty(PROPERTY);
    return () -> {
      String before = spark.getLocalProperty(PROPERTY);
      set(spark, run);
      try {
        return work.get();
      } finally {
        set(spark, before);
      }
    };
  }
}
