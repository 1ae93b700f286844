package io.loadstar.pipeline;

import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import java.util.Optional;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.sql.SparkSession;

/** Says which tasks Spark runs again, and why. */
final class TaskRetries extends SparkListener implements AutoCloseable {
  private final SparkSession spark;
  private final Stations stations;

  private TaskRetries(SparkSession spark, Stations stations) {
    this.spark = spark;
    this.stations = stations;
  }

  static TaskRetries watch(SparkSession spark, Stations stations) {
    TaskRetries retries = new TaskRetries(spark, stations);
    spark.sparkContext().addSparkListener(retries);
    return retries;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof TaskFailedReason failed
        && failed.countTowardsTaskFailures()
        && spark.sparkContext().taskScheduler() instanceof TaskSchedulerImpl scheduler
        && end.taskInfo().attemptNumber() + 1 < scheduler.maxTaskFailures()) {
      reason(failed)
          .ifPresent(why -> stations.say("a task failed (" + why + "); running it again"));
    }
  }

  /** Empty where the same would happen again. */
  private static Optional<String> reason(TaskFailedReason failed) {
    if (failed instanceof ExceptionFailure thrown
        && thrown.exception().isDefined()
        && thrown.exception().get() instanceof Exception exception) {
      return Failures.translated(exception) instanceof LoaderException loader
              && loader.exitCode() == ExitCode.WAREHOUSE
              && loader.getCause() != null
          ? Optional.of(String.valueOf(loader.getCause().getMessage()))
          : Optional.empty();
    }
    return failed.toErrorString().lines().findFirst();
  }

  @Override
  public void close() {
    spark.sparkContext().removeSparkListener(this);
  }
}
