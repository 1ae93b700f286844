package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.Counted;
import io.loadstar.error.LoaderException;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.ledger.CorrectedRecords;
import io.loadstar.ledger.RunLedger;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.OperationPlan;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.RunStatus;
import io.loadstar.model.run.Station;
import io.loadstar.model.star.Star;
import io.loadstar.publish.PublishPlan;
import io.loadstar.publish.Publisher;
import io.loadstar.publish.RowCounts;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * One transaction: the star and the ledger change together. It is tried again where the connection
 * was lost or another transaction stood in the way, since what was staged is still there.
 *
 * @param staging may be under way: each table is merged once it is staged
 * @param unstated tables of which the batch has said nothing before, or says nothing new
 * @param files that the run took, by source
 * @param complete returns once everything is staged and quarantined, and adds up
 * @param report from rows staged and rows written by table
 */
record Publication(
    SubjectArea area,
    RunIdentity run,
    Star star,
    Staging staging,
    Contribution contribution,
    Set<String> unstated,
    Map<String, List<InputFile>> files,
    Runnable complete,
    Supplier<List<OperationPlan>> plans,
    Map<String, Map<String, String>> corrections,
    BiFunction<StagedCounts, Map<String, Long>, LoadReport> report,
    Clock clock) {

  private static final int ATTEMPTS = 3;

  LoadReport publish(AreaLease lease, RunProgress steps) {
    for (int attempt = 1; ; attempt++) {
      Attempt made = new Attempt();
      Session session = lease.session();
      try {
        if (attempt > 1) {
          refuseWhatIsLost(session);
        }
        if (contribution == Contribution.ADD
            || !session.warehouse().mayMergeWhileStaging(session)) {
          steps.waiting(complete);
        }
        return session.inTransaction(
            "publishing " + run.area(), open -> once(session, steps, made));
      } catch (LoaderException e) {
        if (attempt == ATTEMPTS || staging.hasFailed() || !passes(e, session.warehouse())) {
          throw e;
        }
        steps.say(
            "publishing was cut short ("
                + reason(e)
                + "); trying again, "
                + (attempt + 1)
                + " of "
                + ATTEMPTS);
        lease.renew();
        if (isPublished(lease.session(), e)) {
          return made.report.orElseThrow();
        }
      }
    }
  }

  /** What an attempt has made, whatever became of its commit. */
  private static final class Attempt {
    private Optional<LoadReport> report = Optional.empty();
    private final List<OperationPlan> plans = new ArrayList<>();
  }

  private LoadReport once(Session session, RunProgress steps, Attempt made) {
    RunLedger ledger = new RunLedger(session, clock);
    PublishPlan plan = PublishPlan.of(star, contribution, unstated);
    Map<String, Long> written =
        steps.at(
            Station.PUBLISH,
            Counted.of(star.tables().size(), "table") + ", each once it is staged",
            () -> publisher(session, ledger, steps, made).publish(plan));
    LoadReport report = report().apply(staging.await(), written);
    made.report = Optional.of(report);
    return steps.at(
        Station.LEDGER, "run " + run.runId(), () -> close(session, ledger, report, made));
  }

  private Publisher publisher(Session session, RunLedger ledger, RunProgress steps, Attempt made) {
    return new Publisher(
        session,
        run,
        ledger.now(),
        new WaitingRows(staging, steps),
        () -> {
          steps.waiting(complete);
          made.plans.addAll(plans.get());
        },
        steps::say);
  }

  private LoadReport close(Session session, RunLedger ledger, LoadReport report, Attempt made) {
    new TakenFiles(session, area).take(run.runId(), files);
    CorrectedRecords.save(session, run, corrections);
    ledger.plans(run, made.plans);
    if (!ledger.published(report)) {
      throw WarehouseErrors.overtaken(run.area(), null);
    }
    return report;
  }

  /** A lost connection, a deadlock, a serialization failure: none says that it cannot be done. */
  private static boolean passes(LoaderException e, Warehouse warehouse) {
    return e.getCause() instanceof SQLException sql && warehouse.fault(sql).passes();
  }

  private static String reason(LoaderException e) {
    return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage())
        .lines()
        .findFirst()
        .orElse("");
  }

  /**
   * The connection may have gone after the commit; or somebody else may have had the lock since.
   */
  private boolean isPublished(Session session, LoaderException cause) {
    Optional<RunStatus> status = new RunLedger(session, clock).status(run);
    if (status.filter(RunStatus.RUNNING::equals).isPresent()) {
      return false;
    }
    if (status.filter(RunStatus.PUBLISHED::equals).isPresent()) {
      return true;
    }
    throw WarehouseErrors.overtaken(run.area(), cause);
  }

  /** A server that crashed has emptied its unlogged tables. */
  private void refuseWhatIsLost(Session session) {
    Map<String, Long> staged = staging.await().byTable();
    Map<String, Long> found =
        session.inTransaction(
            "counting what is staged", open -> new RowCounts(session, run).staged(star.tables()));
    if (!found.equals(staged)) {
      throw WarehouseErrors.stagingLost(run.area());
    }
  }
}
