package io.loadstar.pipeline;

import io.loadstar.error.LoaderException;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.ledger.RunLedger;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.RunStatus;
import io.loadstar.spark.Workers;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One transaction: the star and the ledger change together, for all runs of it or none. It is tried
 * again where the connection was lost or another transaction stood in the way, since what was
 * staged is still there.
 *
 * @param publications of one area, in the order of their batches; not empty
 */
record PublishTransaction(List<Publication> publications) {
  private static final int ATTEMPTS = 3;

  /** Publishes; what is under way has ended when this returns or throws. */
  List<LoadReport> commit(AreaLease lease) {
    CompletableFuture<?> underWay =
        CompletableFuture.allOf(
            publications.stream().map(Publication::underWay).toArray(CompletableFuture[]::new));
    return Workers.before(underWay, () -> tried(lease));
  }

  private List<LoadReport> tried(AreaLease lease) {
    for (int attempt = 1; ; attempt++) {
      List<LoadReport> reports = new ArrayList<>();
      Session session = lease.session();
      try {
        if (attempt > 1) {
          publications.forEach(publication -> publication.refuseWhatIsLost(session));
        }
        if (mustBeComplete(session)) {
          publications.forEach(Publication::awaitComplete);
        }
        return session.inTransaction("publishing " + area(), open -> once(session, reports));
      } catch (LoaderException e) {
        if (attempt == ATTEMPTS || hasFailed() || !passes(e, session.warehouse())) {
          throw e;
        }
        last()
            .steps()
            .say(
                "publishing was cut short ("
                    + reason(e)
                    + "); trying again, "
                    + (attempt + 1)
                    + " of "
                    + ATTEMPTS);
        lease.renew();
        if (isPublished(lease.session(), e)) {
          return reports;
        }
      }
    }
  }

  private boolean mustBeComplete(Session session) {
    return publications.size() > 1
        || last().contribution() == Contribution.ADD
        || !session.warehouse().mayMergeWhileStaging(session);
  }

  /**
   * Publishes them one after another.
   *
   * @param reports gets one for each, whatever becomes of the commit
   */
  private List<LoadReport> once(Session session, List<LoadReport> reports) {
    for (Publication publication : publications) {
      boolean isLast = reports.size() + 1 == publications.size();
      reports.add(publication.publish(session, isLast));
    }
    return reports;
  }

  private Publication last() {
    return publications.get(publications.size() - 1);
  }

  private String area() {
    return last().run().area();
  }

  private boolean hasFailed() {
    return publications.stream().anyMatch(publication -> publication.staging().hasFailed());
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
    Optional<RunStatus> status = new RunLedger(session, last().clock()).status(last().run());
    if (status.filter(RunStatus.RUNNING::equals).isPresent()) {
      return false;
    }
    if (status.filter(RunStatus.PUBLISHED::equals).isPresent()) {
      return true;
    }
    throw WarehouseErrors.overtaken(area(), cause);
  }
}
