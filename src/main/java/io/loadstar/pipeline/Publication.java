package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.Lateness;
import io.loadstar.error.Counted;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.ledger.CorrectedRecords;
import io.loadstar.ledger.RunLedger;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.OperationPlan;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.Station;
import io.loadstar.model.star.Star;
import io.loadstar.publish.PublishPlan;
import io.loadstar.publish.Publisher;
import io.loadstar.publish.RowCounts;
import io.loadstar.warehouse.Session;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What a run brings to the star: its part of the transaction that publishes.
 *
 * @param staging may be under way: each table is merged once it is staged
 * @param underWay ends when nothing of the run is under way any more
 * @param unstated tables of which the batch has said nothing before, or says nothing new
 * @param files that the run took, by source
 * @param lateness what was known of time when they came, by source
 * @param newest when the newest record of a file happened, by source and file as shown
 * @param complete returns once everything is staged and quarantined, and adds up
 * @param report from rows staged and rows written by table
 */
record Publication(
    SubjectArea area,
    RunIdentity run,
    Star star,
    Staging staging,
    CompletableFuture<?> underWay,
    Contribution contribution,
    Set<String> unstated,
    Map<String, List<InputFile>> files,
    Map<String, Lateness> lateness,
    Supplier<Map<String, Map<String, LocalDateTime>>> newest,
    Runnable complete,
    Supplier<List<OperationPlan>> plans,
    Map<String, Map<String, String>> corrections,
    BiFunction<StagedCounts, Map<String, Long>, LoadReport> report,
    RunProgress steps,
    Clock clock) {

  /** Waits until everything is staged and quarantined, and adds up. */
  void awaitComplete() {
    steps.waiting(complete);
  }

  /**
   * Changes star and ledger.
   *
   * @param isLast of its transaction: marts are refreshed once
   */
  LoadReport publish(Session session, boolean isLast) {
    RunLedger ledger = new RunLedger(session, clock);
    PublishPlan whole = PublishPlan.of(star, contribution, unstated);
    PublishPlan plan = isLast ? whole : whole.withoutMarts();
    List<OperationPlan> made = new ArrayList<>();
    Map<String, Long> written =
        steps.at(
            Station.PUBLISH,
            Counted.of(star.tables().size(), "table") + ", each once it is staged",
            () -> publisher(session, ledger, made).publish(plan));
    LoadReport published = report.apply(staging.await(), written);
    return steps.at(
        Station.LEDGER, "run " + run.runId(), () -> close(session, ledger, published, made));
  }

  private Publisher publisher(Session session, RunLedger ledger, List<OperationPlan> made) {
    return new Publisher(
        session,
        run,
        ledger.now(),
        new WaitingRows(staging, steps),
        () -> {
          awaitComplete();
          made.addAll(plans.get());
        },
        steps::say);
  }

  private LoadReport close(
      Session session, RunLedger ledger, LoadReport published, List<OperationPlan> made) {
    new TakenFiles(session, area).take(run.runId(), files, lateness, newest.get());
    CorrectedRecords.save(session, run, corrections);
    ledger.plans(run, made);
    if (!ledger.published(published)) {
      throw WarehouseErrors.overtaken(run.area(), null);
    }
    return published;
  }

  /** A server that crashed has emptied its unlogged tables. */
  void refuseWhatIsLost(Session session) {
    Map<String, Long> staged = staging.await().byTable();
    Map<String, Long> found =
        session.inTransaction(
            "counting what is staged", open -> new RowCounts(session, run).staged(star.tables()));
    if (!found.equals(staged)) {
      throw WarehouseErrors.stagingLost(run.area());
    }
  }
}
