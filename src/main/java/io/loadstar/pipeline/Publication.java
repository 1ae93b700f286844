package io.loadstar.pipeline;

import io.loadstar.error.LoaderException;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.ledger.MendedRecords;
import io.loadstar.ledger.RunLedger;
import io.loadstar.merge.Publisher;
import io.loadstar.merge.Restaging;
import io.loadstar.merge.RowCounts;
import io.loadstar.model.LoadReport;
import io.loadstar.model.OperationPlan;
import io.loadstar.model.RunIdentity;
import io.loadstar.model.StarTable;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * One transaction: the star and the ledger change together. It is tried again where the connection
 * was lost or another transaction stood in the way, since what was staged is still there.
 *
 * @param staging may be under way: each table is merged once it is staged
 * @param isWhole whether what is staged is all that the batch has
 * @param complete returns once everything is staged and quarantined, and adds up
 * @param report from rows staged and rows written by table
 */
record Publication(
    RunIdentity run,
    List<StarTable> tables,
    Staging staging,
    boolean isWhole,
    Runnable complete,
    Supplier<List<OperationPlan>> plans,
    Map<String, Map<String, String>> mended,
    BiFunction<Staged, Map<String, Long>, LoadReport> report) {

  private static final int ATTEMPTS = 3;

  LoadReport publish(AreaSession session, Stations stations) {
    for (int attempt = 1; ; attempt++) {
      LoadReport[] made = new LoadReport[1];
      try {
        if (attempt > 1) {
          refuseWhatIsLost(session.connection());
        }
        if (!isWhole || !mayWait(session.connection())) {
          stations.waiting(complete);
        }
        return Warehouse.inTransaction(
            session.connection(),
            "publishing " + run.area(),
            connection -> made[0] = once(connection, session.ledger(), stations));
      } catch (LoaderException e) {
        if (attempt == ATTEMPTS || staging.hasFailed() || !isPassing(e)) {
          throw e;
        }
        stations.say(
            "publishing was cut short ("
                + reason(e)
                + "); trying again, "
                + (attempt + 1)
                + " of "
                + ATTEMPTS);
        session.renew();
        if (isPublished(session.ledger(), e)) {
          return made[0];
        }
      }
    }
  }

  /** Asked before the transaction begins, which would be cut off while it waits. */
  private boolean mayWait(Connection connection) {
    try {
      return Publisher.mayWait(connection);
    } catch (SQLException e) {
      throw WarehouseErrors.of("publishing " + run.area(), e);
    }
  }

  private LoadReport once(Connection connection, RunLedger ledger, Stations stations)
      throws SQLException {
    List<OperationPlan> done = new ArrayList<>();
    Map<String, Long> written =
        stations.at(
            "merge",
            tables.size() + " tables, each once it is staged",
            () -> merge(connection, ledger, stations, done));
    LoadReport made = report.apply(staging.await(), written);
    stations.at("ledger", "run " + run.runId(), () -> close(connection, ledger, made, done));
    return made;
  }

  private Map<String, Long> merge(
      Connection connection, RunLedger ledger, Stations stations, List<OperationPlan> done) {
    try {
      return Publisher.publish(
          connection,
          run,
          tables,
          ledger.now(),
          isWhole ? table -> stations.waiting(() -> staging.await(table)) : withKept(connection),
          () -> {
            stations.waiting(complete);
            done.addAll(plans.get());
          });
    } catch (SQLException e) {
      throw WarehouseErrors.of("publishing " + run.area(), e);
    }
  }

  /** What the batch has in the star comes to what is staged. */
  private ToLongFunction<StarTable> withKept(Connection connection) throws SQLException {
    Map<String, Long> staged = Restaging.keep(connection, run, tables, staging::await);
    return table -> staged.get(table.name());
  }

  private LoadReport close(
      Connection connection, RunLedger ledger, LoadReport made, List<OperationPlan> done) {
    try {
      MendedRecords.save(connection, run, mended);
      ledger.plans(made.runId(), done);
      ledger.published(made);
      return made;
    } catch (SQLException e) {
      throw WarehouseErrors.of("writing the ledger", e);
    }
  }

  /** A lost connection, a deadlock, a serialization failure: none says that it cannot be done. */
  private static boolean isPassing(LoaderException e) {
    String state =
        e.getCause() instanceof SQLException sql && sql.getSQLState() != null
            ? sql.getSQLState()
            : "";
    return state.startsWith("08") || state.startsWith("57P") || state.startsWith("40");
  }

  private static String reason(LoaderException e) {
    return String.valueOf(e.getCause().getMessage()).lines().findFirst().orElse("");
  }

  /**
   * The connection may have gone after the commit; or somebody else may have had the lock since.
   */
  private boolean isPublished(RunLedger ledger, LoaderException cause) {
    Optional<String> status = ledger.status(run);
    if (status.filter("running"::equals).isPresent()) {
      return false;
    }
    if (status.filter("published"::equals).isPresent()) {
      return true;
    }
    throw WarehouseErrors.overtaken(run.area(), cause);
  }

  /** A server that crashed has emptied its unlogged tables. */
  private void refuseWhatIsLost(Connection connection) {
    Map<String, Long> staged = staging.await().byTable();
    Warehouse.inTransaction(
        connection,
        "counting what is staged",
        open -> {
          if (!RowCounts.staged(open, run, tables).equals(staged)) {
            throw WarehouseErrors.stagingLost(run.area());
          }
          return null;
        });
  }
}
