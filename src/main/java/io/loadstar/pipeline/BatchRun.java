package io.loadstar.pipeline;

import io.loadstar.engine.Sessions;
import io.loadstar.error.BatchErrors;
import io.loadstar.ledger.Reconciliation;
import io.loadstar.model.LoadReport;
import io.loadstar.model.RunIdentity;
import io.loadstar.model.StarTable;
import io.loadstar.model.TableCount;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineWriter;
import io.loadstar.stage.StageLoader;
import io.loadstar.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The straight line: read, validate; quarantine, stage and merge side by side; ledger. */
record BatchRun(
    LoadRequest request,
    RunIdentity run,
    List<StarTable> tables,
    BatchInput input,
    Sessions sessions,
    Warehouse warehouse,
    QuarantineFolder quarantine) {

  /**
   * Goes the whole way.
   *
   * @param session holds the area's lock, and publishes
   */
  LoadReport load(AreaSession session, Stations stations) {
    Operations operations = new Operations(request.area(), true);
    try (Workers workers = new Workers();
        SourceJudge judge =
            new SourceJudge(
                request.area(),
                run.batchDate(),
                warehouse,
                tables,
                input,
                operations,
                sessions,
                workers.threads())) {
      Map<String, Judged> judged = stations.at("read", input.amount(), judge::judgeAll);
      BatchCounts counts =
          stations.at(
              "validate", judged.size() + " sources", () -> BatchCounts.of(judged.values()));
      Verdict verdict = new Verdict(request.area(), counts);
      if (isWhole()) {
        verdict.refuseNothingRead(input);
      }
      QuarantineWriter writer =
          new QuarantineWriter(
              quarantine, run, sessions.batch().sparkContext().hadoopConfiguration());
      writer.prepare(judged.keySet());
      if (isWhole() && verdict.isTooMuch()) {
        stations.at("quarantine", rejected(counts), () -> write(writer, judged, counts));
        throw verdict.tooMuch(judged, quarantine.pending(run).toUri().getPath());
      }
      CompletableFuture<Map<String, Long>> quarantined =
          stations.beside(
              "quarantine",
              rejected(counts),
              () -> write(writer, judged, counts),
              workers.threads());
      return Workers.before(
          quarantined,
          () -> {
            Map<String, Map<String, String>> mended = input.mended(judged);
            Staging staging = staging(judged, operations, workers, stations);
            Publication publication =
                new Publication(
                    run,
                    tables,
                    staging,
                    isWhole(),
                    () -> refuseLoss(counts, Workers.joined(quarantined), staging.await()),
                    operations::plans,
                    mended,
                    (staged, written) -> report(counts, staged, written, stations));
            return Workers.before(staging.whole(), () -> publication.publish(session, stations));
          });
    }
  }

  /** Whether what is read is all that the batch has, and so replaces it. */
  private boolean isWhole() {
    return input.standing().isEmpty();
  }

  private static String rejected(BatchCounts counts) {
    return counts.quarantined() + " records";
  }

  private Staging staging(
      Map<String, Judged> judged, Operations operations, Workers workers, Stations stations) {
    return new Staging(
        request.area(),
        tables,
        judged,
        new StageLoader(warehouse, request.area(), run.runId()),
        operations,
        workers.threads(),
        stations.begin("stage", tables.size() + " tables"));
  }

  private Map<String, Long> write(
      QuarantineWriter writer, Map<String, Judged> judged, BatchCounts counts) {
    Map<String, Dataset<Row>> rejected = new LinkedHashMap<>();
    judged.forEach(
        (name, source) -> {
          if (counts.hasQuarantined(name)) {
            rejected.put(name, input.withTexts(source.source(), source.rejected()));
          }
        });
    return writer.write(rejected, input.untouched());
  }

  private static void refuseLoss(BatchCounts counts, Map<String, Long> lines, Staged staged) {
    List<String> lost = Reconciliation.problems(counts.sources(), lines, staged.bySource());
    if (!lost.isEmpty()) {
      throw BatchErrors.notReconciled(lost);
    }
  }

  private LoadReport report(
      BatchCounts counts, Staged staged, Map<String, Long> written, Stations stations) {
    return new LoadReport(
        run.runId(),
        run.area(),
        run.batchDate(),
        warehouse.toString(),
        input.shown(),
        counts.sources(),
        counts.rules(),
        written.entrySet().stream()
            .map(
                table ->
                    new TableCount(
                        table.getKey(), staged.byTable().get(table.getKey()), table.getValue()))
            .toList(),
        stations.times(),
        stations.milliseconds(),
        quarantine.toString());
  }
}
