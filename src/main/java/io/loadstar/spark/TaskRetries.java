package io.loadstar.spark;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskSchedulerImpl;
import org.apache.spark.sql.SparkSession;

/** Says which tasks of a run Spark runs again, and why. */
public final class TaskRetries extends SparkListener implements AutoCloseable {
  private final SparkSession spark;
  private final String run;
  private final Consumer<String> said;
  private final Function<Exception, Optional<String>> reason;
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();

  private TaskRetries(
      SparkSession spark,
      String run,
      Consumer<String> said,
      Function<Exception, Optional<String>> reason) {
    this.spark = spark;
    this.run = run;
    this.said = said;
    this.reason = reason;
  }

  /**
   * Begins.
   *
   * @param run whose jobs are meant, as {@link Workers} mark them
   * @param reason what a failure means; empty where the same would happen again
   */
  public static TaskRetries watch(
      SparkSession spark,
      String run,
      Consumer<String> said,
      Function<Exception, Optional<String>> reason) {
    TaskRetries retries = new TaskRetries(spark, run, said, reason);
    spark.sparkContext().addSparkListener(retries);
    return retries;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    if (RunTag.isOf(run, submitted)) {
      stages.add(submitted.stageInfo().stageId());
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (stages.contains(end.stageId())
        && end.reason() instanceof TaskFailedReason failed
        && failed.countTowardsTaskFailures()
        && spark.sparkContext().taskScheduler() instanceof TaskSchedulerImpl scheduler
        && end.taskInfo().attemptNumber() + 1 < scheduler.maxTaskFailures()) {
      why(failed).ifPresent(why -> said.accept("a task failed (" + why + "); running it again"));
    }
  }

  private Optional<String> why(TaskFailedReason failed) {
    if (failed instanceof ExceptionFailure thrown
        && thrown.exception().isDefined()
        && thrown.exception().get() instanceof Exception exception) {
      return reason.apply(exception);
    }
    return failed.toErrorString().lines().findFirst();
  }

  @Override
  public void close() {
    spark.sparkContext().removeSparkListener(this);
  }
}
