package io.loadstar.ledger;

import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.OperationPlan;
import io.loadstar.model.run.RuleCount;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.RunKind;
import io.loadstar.model.run.RunStatus;
import io.loadstar.model.run.SourceCounts;
import io.loadstar.model.run.StageFigures;
import io.loadstar.model.run.StepTime;
import io.loadstar.model.run.TableCount;
import io.loadstar.warehouse.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Station ledger: writes what each run did. Times are UTC. */
public final class RunLedger {
  private static final int TOKEN = 8;
  private static final String READING = "reading the ledger";
  private static final String OPENING = "opening the ledger";
  private static final String WRITING = "writing the ledger";

  private final Session session;
  private final Clock clock;

  /**
   * A ledger.
   *
   * @param session in autocommit mode, except while {@link #published} is called
   */
  public RunLedger(Session session, Clock clock) {
    this.session = session;
    this.clock = clock;
  }

  /** Marks runs of an area as dead that are still open; the caller holds the area's lock. */
  public void abortOpen(SubjectArea area) {
    session.inTransaction(OPENING, open -> update("ledger/abort_runs", now(), area.name()));
  }

  /** Opens a run. */
  public RunIdentity open(
      SubjectArea area, LocalDate batchDate, RunKind kind, String input, LocalDateTime started) {
    String token = UUID.randomUUID().toString().substring(0, TOKEN);
    return session.inTransaction(
        OPENING,
        open -> {
          long runId = insert(area, batchDate, kind, input, token, started);
          return new RunIdentity(runId, token, area.name(), batchDate);
        });
  }

  private long insert(
      SubjectArea area,
      LocalDate batchDate,
      RunKind kind,
      String input,
      String token,
      LocalDateTime started)
      throws SQLException {
    try (PreparedStatement statement =
            session.prepare(
                "ledger/open_run",
                area.name(),
                batchDate,
                kind.word(),
                token,
                started,
                input,
                area.fingerprint());
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Closes the run with its counts; part of the transaction that publishes the star.
   *
   * @return false if the run is not open any more, so that it must not be published
   */
  public boolean published(LoadReport report) {
    return session.run(WRITING, open -> close(report));
  }

  private boolean close(LoadReport report) throws SQLException {
    long run = report.runId();
    for (SourceCounts source : report.sources()) {
      update(
          "ledger/insert_source",
          run,
          source.source(),
          source.read(),
          source.loaded(),
          source.quarantined(),
          source.duplicates(),
          source.leftOut());
    }
    for (RuleCount rule : report.rules()) {
      update(
          "ledger/insert_rule",
          run,
          rule.source(),
          rule.rule(),
          rule.column(),
          rule.severity(),
          rule.records());
    }
    for (TableCount table : report.tables()) {
      update("ledger/insert_table", run, table.table(), table.staged(), table.written());
    }
    for (StepTime step : report.steps()) {
      update("ledger/insert_step", run, step.step(), step.milliseconds());
    }
    return update("ledger/publish_run", now(), run) == 1;
  }

  /** How many tasks Spark did for the newest load of an area; zero if there is none. */
  public long tasksOfLastLoad(SubjectArea area) {
    return session.run(
        READING,
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/tasks_of_last_load", area.name());
              ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
          }
        });
  }

  /**
   * Keeps what Spark did in the run, and of no other run of the batch; part of the transaction that
   * publishes the star.
   */
  public void plans(RunIdentity identity, List<OperationPlan> plans) {
    long run = identity.runId();
    session.perform(
        WRITING,
        open -> {
          update("ledger/forget_plans_of_batch", identity.area(), identity.batchDate(), run);
          int ordinal = 1;
          for (OperationPlan plan : plans) {
            update(
                "ledger/insert_plan",
                run,
                ordinal++,
                plan.owner(),
                plan.operation(),
                String.join("\n", plan.plan()),
                plan.advice());
          }
        });
  }

  /** Keeps what Spark's stages did in the run, and of no other run of the batch. */
  public void stages(RunIdentity identity, List<StageFigures> stages, List<String> findings) {
    long run = identity.runId();
    session.inTransaction(
        WRITING,
        open -> {
          update("ledger/forget_stages_of_batch", identity.area(), identity.batchDate(), run);
          update("ledger/forget_findings_of_batch", identity.area(), identity.batchDate(), run);
          for (StageFigures stage : stages) {
            update(
                "ledger/insert_stage",
                run,
                stage.ordinal(),
                stage.station(),
                stage.name(),
                stage.tasks(),
                stage.records(),
                stage.read(),
                stage.shuffled(),
                stage.spilled(),
                stage.collecting(),
                stage.running(),
                stage.medianTask(),
                stage.longestTask(),
                stage.medianRecords(),
                stage.mostRecords(),
                stage.medianBytes(),
                stage.mostBytes());
          }
          int ordinal = 1;
          for (String finding : findings) {
            update("ledger/insert_finding", run, ordinal++, finding);
          }
          return stages.size();
        });
  }

  /** Forgets plans of an area's runs, but for the newest; returns how many operations they had. */
  public int forgetOldPlans(String area) {
    return session.run(WRITING, open -> update("ledger/forget_old_plans", area, area));
  }

  /** Closes the run as failed. */
  public void failed(RunIdentity run, int exitCode, String message) {
    session.inTransaction(
        "closing the ledger",
        open -> update("ledger/fail_run", now(), exitCode, message, run.runId()));
  }

  /** How the run with this number and token stands; empty if the ledger has none such. */
  public Optional<RunStatus> status(long runId, String token) {
    return status("ledger/status_of_token", runId, token);
  }

  public Optional<RunStatus> status(RunIdentity run) {
    return status("ledger/status_of_run", run.runId());
  }

  private Optional<RunStatus> status(String statement, Object... values) {
    return session.run(
        READING,
        open -> {
          try (PreparedStatement prepared = session.prepare(statement, values);
              ResultSet row = prepared.executeQuery()) {
            return row.next() ? Optional.of(RunStatus.of(row.getString(1))) : Optional.empty();
          }
        });
  }

  /** Records of a source of a batch, whatever number of runs brought them. */
  public record DayCounts(String source, long read, long quarantined) {}

  /** What a batch has read since it was last loaded or taken back, and what waits of it. */
  public List<DayCounts> counts(String area, LocalDate batchDate) {
    return session.run(
        READING,
        open -> {
          try (PreparedStatement statement =
                  session.prepare("ledger/counts_of_batch", area, batchDate, area, batchDate);
              ResultSet rows = statement.executeQuery()) {
            List<DayCounts> counts = new ArrayList<>();
            while (rows.next()) {
              counts.add(new DayCounts(rows.getString(1), rows.getLong(2), rows.getLong(3)));
            }
            return counts;
          }
        });
  }

  /** Whether the warehouse holds the batch. */
  public boolean isLoaded(String area, LocalDate batchDate) {
    return session.run(
        READING,
        open -> {
          try (PreparedStatement statement =
                  session.prepare(
                      "ledger/published_run_of_batch", area, batchDate, area, batchDate);
              ResultSet rows = statement.executeQuery()) {
            return rows.next();
          }
        });
  }

  /** Now, as star and ledger store it. */
  public LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private int update(String statement, Object... values) throws SQLException {
    try (PreparedStatement prepared = session.prepare(statement, values)) {
      return prepared.executeUpdate();
    }
  }
}
