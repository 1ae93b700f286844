package io.loadstar.pipeline;

import io.loadstar.batch.BatchSource;
import io.loadstar.error.Counted;
import io.loadstar.explain.RecordedPlans;
import io.loadstar.lookup.MemberLookup;
import io.loadstar.lookup.PublishedBatchReader;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.run.RunKind;
import io.loadstar.model.run.Station;
import io.loadstar.model.star.Star;
import io.loadstar.spark.Sessions;
import io.loadstar.spark.StageWatch;
import io.loadstar.spark.TaskRetries;
import io.loadstar.spark.Workers;
import io.loadstar.validate.BatchCounts;
import io.loadstar.validate.Execution;
import io.loadstar.validate.SourceValidator;
import io.loadstar.validate.SourceValidator.Lookups;
import io.loadstar.validate.ValidatedSource;
import io.loadstar.warehouse.Warehouse;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.SparkSession;

/**
 * The first part of a run: its sources are read, validated and counted. Several batches may be at
 * it side by side, while another is published.
 */
final class BatchReading implements AutoCloseable {
  private static final long SIZE_OF_SOME_BATCH = 1L << 30;

  private final LocalDate batchDate;
  private final BatchSource source;
  private final Workers workers;
  private final StageWatch stages;
  private final RecordedPlans plans;
  private final SourceValidator validator;
  private final RunLog log = new RunLog();
  private final RunProgress steps;
  private final Heartbeat heartbeat;
  private final TaskRetries retries;
  private final CompletableFuture<Map<String, ValidatedSource>> validated;
  private final CompletableFuture<BatchCounts> counted;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final LocalDateTime started;

  /**
   * Begins.
   *
   * @param earlier ends once the batch before is published or has failed: what it brings is looked
   *     up only then
   * @param others runs that will be published together with this one: the members that they have
   *     staged are known
   * @param usualTasks how many tasks the area's last load had
   * @param started now, in UTC
   */
  BatchReading(
      SubjectArea area,
      Star star,
      LocalDate batchDate,
      BatchSource source,
      SparkSession spark,
      Warehouse warehouse,
      CompletableFuture<Void> earlier,
      Set<Long> others,
      Progress progress,
      long usualTasks,
      LocalDateTime started) {
    this.started = started;
    String tag = UUID.randomUUID().toString();
    this.batchDate = batchDate;
    this.source = source;
    this.steps = new RunProgress(progress, log);
    this.workers = new Workers(spark.sparkContext(), tag);
    this.stages = StageWatch.of(spark, tag);
    this.heartbeat = new Heartbeat(steps, stages, usualTasks);
    this.retries =
        TaskRetries.watch(spark, tag, steps::say, e -> Failures.reasonToRetry(e, warehouse));
    this.plans = new RecordedPlans(area);
    Sessions sessions = new Sessions(spark, bytes(area, source));
    this.validator =
        new SourceValidator(
            area,
            star,
            batchDate,
            source,
            lookups(area, spark, warehouse, earlier, others),
            Execution.RUN,
            plans,
            sessions,
            workers);
    Runnable done = steps.begin(Station.VALIDATE, source.amount());
    if (source.kind() != RunKind.STREAM) {
      sessions.choice().ifPresent(steps::say);
    }
    this.validated =
        validator
            .begin()
            .thenApply(
                sources -> {
                  done.run();
                  return sources;
                });
    this.counted =
        workers.startAfter(
            validated,
            () ->
                steps.at(
                    Station.COUNT,
                    Counted.of(area.sources().size(), "source"),
                    () -> BatchCounts.of(Workers.joined(validated).values())));
  }

  private Lookups lookups(
      SubjectArea area,
      SparkSession spark,
      Warehouse warehouse,
      CompletableFuture<Void> earlier,
      Set<Long> others) {
    return new Lookups(
        dimension -> {
          earlier.join();
          return new MemberLookup(warehouse, area, dimension, batchDate, others);
        },
        source.kind().contribution() == Contribution.ADD
            ? Optional.of(new PublishedBatchReader(spark, warehouse, batchDate))
            : Optional.empty());
  }

  /** A view over what is added needs the whole batch; how much that is, no file tells. */
  private static long bytes(SubjectArea area, BatchSource source) {
    long own = area.sources().stream().mapToLong(source::bytes).sum();
    boolean needsBatch =
        source.kind().contribution() == Contribution.ADD && !area.views().isEmpty();
    return needsBatch ? Math.max(own, SIZE_OF_SOME_BATCH) : own;
  }

  LocalDate batchDate() {
    return batchDate;
  }

  BatchSource source() {
    return source;
  }

  /** When it began, in UTC. */
  LocalDateTime started() {
    return started;
  }

  /**
   * It is this batch's turn to be published: the calling thread works for it, and people see it.
   */
  void takeTurn() {
    workers.takeCaller();
    heartbeat.show();
  }

  Workers workers() {
    return workers;
  }

  StageWatch stages() {
    return stages;
  }

  RecordedPlans plans() {
    return plans;
  }

  SourceValidator validator() {
    return validator;
  }

  RunLog log() {
    return log;
  }

  RunProgress steps() {
    return steps;
  }

  /** All sources, once they are validated. */
  Map<String, ValidatedSource> validated() {
    return Workers.joined(validated);
  }

  /** What became of their records, once they are counted. */
  BatchCounts counted() {
    return Workers.joined(counted);
  }

  /** Ends once the run has ended, well or not. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  /** Gives back what the batch took, whatever is still under way. */
  @Override
  public void close() {
    workers.close();
    validator.close();
    retries.close();
    heartbeat.close();
    stages.close();
    source.close();
    ended.complete(null);
  }
}
