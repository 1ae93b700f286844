package io.loadstar.spark;

import io.loadstar.error.Counted;
import io.loadstar.model.run.StageFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.StageInfo;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Adds up what the tasks of a run's stages report: two numbers are kept of each task. */
public final class StageWatch extends SparkListener implements AutoCloseable {
  private static final Pattern STATION =
      Pattern.compile("io\\.loadstar\\.(read|validate|quarantine|lookup|star|stage|publish)\\.");

  /** Number of the query that a stage is part of; one query is of one station. */
  private static final String QUERY = "spark.sql.execution.root.id";

  private final SparkSession spark;
  private final String run;
  private final Map<Integer, Stage> stages = new ConcurrentHashMap<>();

  private StageWatch(SparkSession spark, String run) {
    this.spark = spark;
    this.run = run;
  }

  /**
   * Begins.
   *
   * @param run whose jobs are meant, as {@link Workers} mark them
   */
  public static StageWatch of(SparkSession spark, String run) {
    StageWatch watch = new StageWatch(spark, run);
    spark.sparkContext().addSparkListener(watch);
    return watch;
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
    if (RunTag.isOf(run, submitted)) {
      StageInfo info = submitted.stageInfo();
      String query = submitted.properties().getProperty(QUERY, "");
      stages.computeIfAbsent(
          info.stageId(), id -> new Stage(info.numTasks(), query, station(info), name(info)));
    }
  }

  private static String station(StageInfo info) {
    Matcher station = STATION.matcher(info.details());
    return station.find() ? station.group(1) : "";
  }

  /** Without the file that it was called in; what Spark starts by itself has no name for people. */
  private static String name(StageInfo info) {
    String name = info.name().replaceFirst(" at .*", "");
    return name.contains("$") ? "exchange" : name;
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    Stage stage = stages.get(end.stageId());
    if (stage != null && end.taskMetrics() != null) {
      stage.add(end.taskMetrics(), end.taskInfo().duration());
    }
  }

  /** How many tasks have ended, of those that are known so far. */
  public TaskCounts tasks() {
    long known = stages.values().stream().mapToLong(stage -> stage.tasks).sum();
    long done = stages.values().stream().mapToLong(Stage::done).sum();
    return new TaskCounts(done, known);
  }

  /** Tasks, as people read of them. */
  public record TaskCounts(long done, long known) {
    @Override
    public String toString() {
      return "Spark has done %d of %s that it has begun".formatted(done, Counted.of(known, "task"));
    }
  }

  /** Of the stages whose tasks have ended so far, in the order in which they were made. */
  public List<StageFigures> figures() {
    Map<String, String> stations = new HashMap<>();
    stages.values().stream()
        .filter(stage -> !stage.station.isEmpty() && !stage.query.isEmpty())
        .forEach(stage -> stations.put(stage.query, stage.station));
    List<StageFigures> figures = new ArrayList<>();
    stages.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            stage -> {
              StageFigures own = stage.getValue().figures(figures.size() + 1, stations);
              if (own != null) {
                figures.add(own);
              }
            });
    return figures;
  }

  @Override
  public void close() {
    spark.sparkContext().removeSparkListener(this);
  }

  /** Sums of one stage. */
  private static final class Stage {
    private final int tasks;
    private final String query;
    private final String station;
    private final String name;
    private final List<Long> times = new ArrayList<>();
    private final List<Long> taskRecords = new ArrayList<>();
    private final List<Long> taskBytes = new ArrayList<>();
    private long shuffled;
    private long spilled;
    private long collecting;

    Stage(int tasks, String query, String station, String name) {
      this.tasks = tasks;
      this.query = query;
      this.station = station;
      this.name = name;
    }

    synchronized long done() {
      return times.size();
    }

    synchronized void add(TaskMetrics task, long milliseconds) {
      times.add(milliseconds);
      taskRecords.add(task.inputMetrics().recordsRead() + task.shuffleReadMetrics().recordsRead());
      taskBytes.add(task.inputMetrics().bytesRead() + task.shuffleReadMetrics().totalBytesRead());
      shuffled += task.shuffleWriteMetrics().bytesWritten();
      spilled += task.diskBytesSpilled();
      collecting += task.jvmGCTime();
    }

    synchronized @Nullable StageFigures figures(int ordinal, Map<String, String> stations) {
      if (times.isEmpty()) {
        return null;
      }
      long[] sortedTimes = sorted(times);
      long[] sortedRecords = sorted(taskRecords);
      long[] sortedBytes = sorted(taskBytes);
      int middle = times.size() / 2;
      int last = times.size() - 1;
      return new StageFigures(
          ordinal,
          station.isEmpty() ? stations.getOrDefault(query, "") : station,
          name,
          times.size(),
          Arrays.stream(sortedRecords).sum(),
          Arrays.stream(sortedBytes).sum(),
          shuffled,
          spilled,
          collecting,
          Arrays.stream(sortedTimes).sum(),
          sortedTimes[middle],
          sortedTimes[last],
          sortedRecords[middle],
          sortedRecords[last],
          sortedBytes[middle],
          sortedBytes[last]);
    }

    private static long[] sorted(List<Long> values) {
      return values.stream().mapToLong(Long::longValue).sorted().toArray();
    }
  }
}
