package io.loadstar.pipeline;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.Counted;
import io.loadstar.explain.RecordedPlans;
import io.loadstar.ledger.Reconciliation;
import io.loadstar.lookup.MemberLookup;
import io.loadstar.lookup.PublishedBatchReader;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.RunKind;
import io.loadstar.model.run.Station;
import io.loadstar.model.run.TableCount;
import io.loadstar.model.star.Star;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineWriter;
import io.loadstar.spark.Sessions;
import io.loadstar.spark.Workers;
import io.loadstar.star.StarRows;
import io.loadstar.validate.AcceptancePolicy;
import io.loadstar.validate.BatchCounts;
import io.loadstar.validate.Execution;
import io.loadstar.validate.SourceValidator;
import io.loadstar.validate.SourceValidator.Lookups;
import io.loadstar.validate.ValidatedSource;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The straight line: validate, count; quarantine, stage and publish side by side; ledger. */
record BatchRun(
    SubjectArea area,
    Star star,
    RunIdentity run,
    BatchSource source,
    SparkSession spark,
    Warehouse warehouse,
    QuarantineFolder quarantine,
    Clock clock) {

  /**
   * Goes the whole way.
   *
   * @param lease holds the area's lock; its session publishes
   */
  LoadReport publish(AreaLease lease, RunProgress steps) {
    RecordedPlans plans = new RecordedPlans(area);
    try (Workers workers = new Workers(spark.sparkContext(), run.folder());
        SourceValidator validator = validator(plans, workers)) {
      Map<String, ValidatedSource> sources =
          steps.at(Station.VALIDATE, source.amount(), validator::validate);
      BatchCounts counts =
          steps.at(
              Station.COUNT,
              Counted.of(sources.size(), "source"),
              () -> BatchCounts.of(sources.values()));
      QuarantineWriter writer =
          new QuarantineWriter(quarantine, run, spark.sparkContext().hadoopConfiguration());
      writer.prepare(sources.keySet());
      refuse(sources, counts, writer, steps);
      CompletableFuture<Map<String, Long>> quarantined =
          steps.beside(
              Station.QUARANTINE, rejected(counts), () -> write(writer, sources, counts), workers);
      return Workers.before(
          quarantined,
          () -> {
            Map<String, Map<String, String>> corrections = corrections(sources);
            Map<String, AcceptedRecords> relations =
                relations(validator, validator.keepingOut(sources, counts), steps);
            Staging staging = staging(relations, plans, workers, steps);
            Publication publication =
                new Publication(
                    area,
                    run,
                    star,
                    staging,
                    contribution(),
                    unstated(relations),
                    files(),
                    () -> {
                      refuseLoss(counts, Workers.joined(quarantined), staging.await());
                      source.refuseChanged();
                    },
                    () -> plans.plans(true),
                    corrections,
                    (staged, written) -> report(sources, counts, staged, written, steps),
                    clock);
            return Workers.before(staging.whole(), () -> publication.publish(lease, steps));
          });
    }
  }

  private SourceValidator validator(RecordedPlans plans, Workers workers) {
    long bytes = area.sources().stream().mapToLong(source::bytes).sum();
    return new SourceValidator(
        area,
        star,
        run.batchDate(),
        source,
        new Lookups(
            dimension -> new MemberLookup(warehouse, area, dimension, run.batchDate()),
            isAdded()
                ? Optional.of(new PublishedBatchReader(spark, warehouse, run.batchDate()))
                : Optional.empty()),
        Execution.RUN,
        plans,
        new Sessions(spark, bytes),
        workers);
  }

  private Map<String, List<InputFile>> files() {
    Map<String, List<InputFile>> files = new LinkedHashMap<>();
    area.sources().forEach(own -> files.put(own.name(), source.files(own)));
    return files;
  }

  private Map<String, AcceptedRecords> relations(
      SourceValidator validator, Map<String, ValidatedSource> sources, RunProgress steps) {
    return area.views().isEmpty()
        ? new LinkedHashMap<>(sources)
        : steps.at(
            Station.VIEW,
            Counted.of(area.views().size(), "view"),
            () -> validator.withViews(sources));
  }

  /** Tables of which the batch has said nothing that could stand, or nothing new. */
  private Set<String> unstated(Map<String, AcceptedRecords> relations) {
    Set<String> tables = new HashSet<>();
    area.facts().stream()
        .filter(fact -> isAdded() && area.isFromView(fact))
        .filter(fact -> !Objects.requireNonNull(relations.get(fact.from())).hasRecords())
        .forEach(fact -> tables.add(fact.name()));
    area.dimensions().stream()
        .filter(dimension -> source.unstated().contains(dimension.from()))
        .forEach(dimension -> tables.add(dimension.name()));
    return tables;
  }

  private Contribution contribution() {
    return source.kind().contribution();
  }

  private boolean isAdded() {
    return contribution() == Contribution.ADD;
  }

  /** What replaces a batch must be fit to do so; what is added only adds. */
  private void refuse(
      Map<String, ValidatedSource> sources,
      BatchCounts counts,
      QuarantineWriter writer,
      RunProgress steps) {
    AcceptancePolicy policy = new AcceptancePolicy(area, counts);
    if (source.kind() == RunKind.STREAM) {
      policy.refuseFailRules(sources);
    }
    if (source.kind() != RunKind.LOAD) {
      return;
    }
    policy.refuseNothingRead(source);
    if (policy.isTooMuch()) {
      steps.at(Station.QUARANTINE, rejected(counts), () -> write(writer, sources, counts));
      throw policy.tooMuch(sources, quarantine.pending(run).toUri().getPath());
    }
  }

  private static String rejected(BatchCounts counts) {
    return Counted.of(counts.quarantined(), "record");
  }

  private Map<String, Map<String, String>> corrections(Map<String, ValidatedSource> sources) {
    Map<String, Map<String, String>> corrections = new HashMap<>();
    sources.forEach(
        (name, validated) ->
            corrections.put(name, source.corrections(validated.source(), validated.accepted())));
    return corrections;
  }

  private Staging staging(
      Map<String, AcceptedRecords> sources,
      RecordedPlans plans,
      Workers workers,
      RunProgress steps) {
    List<StarRows> rows = StarRows.of(area, star, sources);
    rows.forEach(
        table ->
            table
                .operations(area, Objects.requireNonNull(sources.get(table.source())))
                .forEach(plans::record));
    return new Staging(
        rows,
        Stagers.of(warehouse, area, run.runId()),
        workers,
        steps.begin(Station.STAGE, Counted.of(rows.size(), "table")));
  }

  private Map<String, Long> write(
      QuarantineWriter writer, Map<String, ValidatedSource> sources, BatchCounts counts) {
    Map<String, Dataset<Row>> rejected = new LinkedHashMap<>();
    sources.forEach(
        (name, validated) -> {
          if (counts.hasQuarantined(name)) {
            rejected.put(name, source.withTexts(validated.source(), validated.rejected()));
          }
        });
    return writer.write(rejected, source.untouched());
  }

  private static void refuseLoss(BatchCounts counts, Map<String, Long> lines, StagedCounts staged) {
    List<String> lost = Reconciliation.problems(counts.sources(), lines, staged.bySource());
    if (!lost.isEmpty()) {
      throw BatchErrors.notReconciled(lost);
    }
  }

  private LoadReport report(
      Map<String, ValidatedSource> sources,
      BatchCounts counts,
      StagedCounts staged,
      Map<String, Long> written,
      RunProgress steps) {
    List<String> notes = new ArrayList<>(staged.notes());
    notes.addAll(new AcceptancePolicy(area, counts).notes(sources));
    return new LoadReport(
        run.runId(),
        run.area(),
        run.batchDate(),
        warehouse.toString(),
        source.shown(),
        counts.sources(),
        counts.rules(),
        written.entrySet().stream()
            .map(
                table ->
                    new TableCount(
                        table.getKey(),
                        staged.byTable().getOrDefault(table.getKey(), 0L),
                        table.getValue()))
            .toList(),
        steps.times(),
        notes,
        steps.milliseconds(),
        quarantine.toString());
  }
}
