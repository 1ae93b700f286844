package io.loadstar.pipeline;

import io.loadstar.batch.AcceptedRecords;
import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.Counted;
import io.loadstar.ledger.Reconciliation;
import io.loadstar.model.SourceSpec;
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
import io.loadstar.spark.Workers;
import io.loadstar.stage.Stager;
import io.loadstar.star.StarRows;
import io.loadstar.validate.AcceptancePolicy;
import io.loadstar.validate.BatchCounts;
import io.loadstar.validate.NewestRecords;
import io.loadstar.validate.ValidatedSource;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The straight line: once validated and counted, quarantine, stage and publish side by side. */
record BatchRun(
    SubjectArea area,
    Star star,
    RunIdentity run,
    BatchReading reading,
    SparkSession spark,
    Warehouse warehouse,
    QuarantineFolder quarantine,
    Clock clock) {

  /**
   * Begins the rest of the way: what it returns publishes, and waits for what is under way.
   *
   * @param others runs whose rows are staged already, to be published together with this one's
   */
  Publication begin(Set<Long> others) {
    RunProgress steps = reading.steps();
    Workers workers = reading.workers();
    Map<String, ValidatedSource> sources = reading.validated();
    BatchCounts counts = reading.counted();
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
              relations(reading.validator().keepingOut(sources, counts), steps);
          Staging staging = staging(relations, others.isEmpty(), workers, steps);
          CompletableFuture<Map<String, Map<String, LocalDateTime>>> newest =
              workers.start(() -> newest(sources));
          return new Publication(
              area,
              run,
              star,
              staging,
              CompletableFuture.allOf(quarantined, staging.whole(), newest),
              contribution(),
              unstated(relations),
              files(),
              lateness(),
              () -> Workers.joined(newest),
              () -> {
                refuseLoss(counts, Workers.joined(quarantined), staging.await());
                source().refuseChanged();
              },
              () -> reading.plans().plans(true),
              corrections,
              (staged, written) -> report(sources, counts, staged, written, steps),
              steps,
              clock);
        });
  }

  private BatchSource source() {
    return reading.source();
  }

  private Map<String, List<InputFile>> files() {
    Map<String, List<InputFile>> files = new LinkedHashMap<>();
    area.sources().forEach(own -> files.put(own.name(), source().files(own)));
    return files;
  }

  private Map<String, Lateness> lateness() {
    return area.sources().stream()
        .filter(own -> !source().lateness(own).equals(Lateness.NONE))
        .collect(Collectors.toMap(SourceSpec::name, source()::lateness));
  }

  /** Only a stream goes on with time. */
  private Map<String, Map<String, LocalDateTime>> newest(Map<String, ValidatedSource> sources) {
    Map<String, Map<String, LocalDateTime>> newest = new HashMap<>();
    if (source().kind() == RunKind.STREAM) {
      sources.forEach(
          (name, validated) -> {
            if (validated.source().late().isPresent() && validated.hasRecords()) {
              newest.put(name, NewestRecords.of(validated, source().files(validated.source())));
            }
          });
    }
    return newest;
  }

  private Map<String, AcceptedRecords> relations(
      Map<String, ValidatedSource> sources, RunProgress steps) {
    return area.views().isEmpty()
        ? new LinkedHashMap<>(sources)
        : steps.at(
            Station.VIEW,
            Counted.of(area.views().size(), "view"),
            () -> reading.validator().withViews(sources));
  }

  /** Tables of which the batch has said nothing that could stand, or nothing new. */
  private Set<String> unstated(Map<String, AcceptedRecords> relations) {
    Set<String> tables = new HashSet<>();
    area.facts().stream()
        .filter(fact -> isAdded() && area.isFromView(fact))
        .filter(fact -> !Objects.requireNonNull(relations.get(fact.from())).hasRecords())
        .forEach(fact -> tables.add(fact.name()));
    area.dimensions().stream()
        .filter(dimension -> source().unstated().contains(dimension.from()))
        .forEach(dimension -> tables.add(dimension.name()));
    return tables;
  }

  private Contribution contribution() {
    return source().kind().contribution();
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
    if (source().kind() == RunKind.STREAM) {
      policy.refuseFailRules(sources);
    }
    if (source().kind() != RunKind.LOAD) {
      return;
    }
    policy.refuseNothingRead(source());
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
            corrections.put(name, source().corrections(validated.source(), validated.accepted())));
    return corrections;
  }

  private Staging staging(
      Map<String, AcceptedRecords> sources, boolean isFirst, Workers workers, RunProgress steps) {
    List<StarRows> rows = StarRows.of(area, star, sources);
    rows.forEach(
        table ->
            table
                .operations(area, Objects.requireNonNull(sources.get(table.source())))
                .forEach(reading.plans()::record));
    Stager stager = Stagers.of(warehouse, area, run.runId());
    Runnable ended = steps.begin(Station.STAGE, Counted.of(rows.size(), "table"));
    if (isFirst) {
      stager.clear(star.tables());
    }
    return new Staging(rows, stager, workers, ended);
  }

  private Map<String, Long> write(
      QuarantineWriter writer, Map<String, ValidatedSource> sources, BatchCounts counts) {
    Map<String, Dataset<Row>> rejected = new LinkedHashMap<>();
    sources.forEach(
        (name, validated) -> {
          if (counts.hasQuarantined(name)) {
            rejected.put(name, source().withTexts(validated.source(), validated.rejected()));
          }
        });
    return writer.write(rejected, source().untouched());
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
        source().shown(),
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
