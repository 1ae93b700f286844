package io.loadstar.ledger;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.LoadReport;
import io.loadstar.model.OperationPlan;
import io.loadstar.model.RuleCount;
import io.loadstar.model.RunIdentity;
import io.loadstar.model.SourceCounts;
import io.loadstar.model.StepTime;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.TableCount;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Station ledger: writes what each run did. Times are UTC. */
public final class RunLedger {
  private static final int TOKEN = 8;

  private final Connection connection;
  private final Clock clock;

  /**
   * A ledger.
   *
   * @param connection in autocommit mode, except while {@link #published} is called
   */
  public RunLedger(Connection connection, Clock clock) {
    this.connection = connection;
    this.clock = clock;
  }

  /**
   * Opens a run; one that is still open died, since the caller holds the area's lock.
   *
   * @param kind load or replay
   */
  public RunIdentity open(SubjectArea area, LocalDate batchDate, String kind, String input) {
    String token = UUID.randomUUID().toString().substring(0, TOKEN);
    return Warehouse.inTransaction(
        connection,
        "opening the ledger",
        open -> {
          update(
              """
              update loadstar.run
              set status = 'aborted', finished_at = ?, message = 'The process ended before the run did.'
              where subject_area = ? and status = 'running'
              """,
              now(),
              area.name());
          long runId = insert(area, batchDate, kind, input, token);
          return new RunIdentity(runId, token, area.name(), batchDate);
        });
  }

  private long insert(
      SubjectArea area, LocalDate batchDate, String kind, String input, String token)
      throws SQLException {
    try (PreparedStatement statement =
            prepared(
                """
            insert into loadstar.run (subject_area, batch_date, kind, token, status, started_at, input, spec_fingerprint)
            values (?, ?, ?, ?, 'running', ?, ?, ?)
            returning run_id
            """,
                area.name(),
                batchDate,
                kind,
                token,
                now(),
                input,
                area.fingerprint());
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Closes the run with its counts; part of the transaction that publishes the star. */
  public void published(LoadReport report) throws SQLException {
    long run = report.runId();
    for (SourceCounts source : report.sources()) {
      update(
          "insert into loadstar.run_source values (?, ?, ?, ?, ?, ?)",
          run,
          source.source(),
          source.read(),
          source.loaded(),
          source.quarantined(),
          source.duplicates());
    }
    rules(run, report.rules());
    for (TableCount table : report.tables()) {
      update(
          "insert into loadstar.run_table values (?, ?, ?, ?)",
          run,
          table.table(),
          table.staged(),
          table.written());
    }
    for (StepTime step : report.steps()) {
      update(
          "insert into loadstar.run_step values (?, ?, ?)", run, step.step(), step.milliseconds());
    }
    update(
        """
        update loadstar.run
        set status = 'published', finished_at = ?, exit_code = 0
        where run_id = ?
        """,
        now(),
        run);
  }

  /** Keeps what Spark did in the run; part of the transaction that publishes the star. */
  public void plans(long run, List<OperationPlan> plans) throws SQLException {
    int ordinal = 1;
    for (OperationPlan plan : plans) {
      update(
          "insert into loadstar.run_plan values (?, ?, ?, ?, ?, ?)",
          run,
          ordinal++,
          plan.owner(),
          plan.operation(),
          String.join("\n", plan.plan()),
          plan.advice());
    }
  }

  private void rules(long run, List<RuleCount> rules) throws SQLException {
    for (RuleCount rule : rules) {
      update(
          "insert into loadstar.run_rule values (?, ?, ?, ?, ?, ?)",
          run,
          rule.source(),
          rule.rule(),
          rule.column(),
          rule.severity(),
          rule.records());
    }
  }

  /** Closes the run as failed. */
  public void failed(RunIdentity run, int exitCode, String message) {
    Warehouse.inTransaction(
        connection,
        "closing the ledger",
        open -> {
          update(
              """
              update loadstar.run
              set status = 'failed', finished_at = ?, exit_code = ?, message = ?
              where run_id = ? and status = 'running'
              """,
              now(),
              exitCode,
              message,
              run.runId());
          return null;
        });
  }

  /**
   * Whether the run with this number and token was published; empty if the ledger has none such.
   */
  public Optional<Boolean> isPublished(long runId, String token) {
    try (PreparedStatement statement =
            prepared(
                "select status from loadstar.run where run_id = ? and token = ?", runId, token);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of("published".equals(row.getString(1))) : Optional.empty();
    } catch (SQLException e) {
      throw WarehouseErrors.of("reading the ledger", e);
    }
  }

  /** What the ledger says of a run: running, published, failed or aborted. */
  public Optional<String> status(RunIdentity run) {
    try (PreparedStatement statement =
            prepared("select status from loadstar.run where run_id = ?", run.runId());
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    } catch (SQLException e) {
      throw WarehouseErrors.of("reading the ledger", e);
    }
  }

  /** Now, as star and ledger store it. */
  public LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private void update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      statement.executeUpdate();
    }
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }
}
