package io.loadstar.query;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.OperationPlan;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the ledger tells of past runs. */
public final class RunHistory {
  /** A run that is still open but whose lock is gone has died; the next run will write so. */
  private static final String RUNS =
      """
      with counts as (
          select
              run_id,
              sum(records_read) as records_read,
              sum(records_loaded) as loaded,
              sum(records_quarantined) as quarantined,
              sum(records_duplicate) as duplicates
          from loadstar.run_source
          group by run_id
      )

      select
          run.run_id as run,
          run.subject_area as area,
          run.batch_date,
          case
              when run.status = 'running' and held.pid is null then 'aborted'
              else run.status
          end as status,
          to_char(run.started_at, 'YYYY-MM-DD HH24:MI:SS') as started_at,
          cast(extract(epoch from run.finished_at - run.started_at) as numeric(10, 1)) as seconds,
          counts.records_read as read,
          counts.loaded,
          counts.quarantined,
          counts.duplicates,
          run.message
      from loadstar.run
      left join counts on counts.run_id = run.run_id
      left join pg_locks as held
          on held.locktype = 'advisory'
          and held.database = (select oid from pg_database where datname = current_database())
          and held.classid = hashtext('loadstar')::oid
          and held.objid = hashtext(run.subject_area)::oid
          and held.granted
      where coalesce(?, run.subject_area) = run.subject_area
      order by run.run_id desc
      limit ?
      """;

  private static final String PLANS =
      """
      select
          plan.run_id,
          plan.owner,
          plan.operation,
          plan.plan,
          plan.advice
      from loadstar.run_plan as plan
      inner join (
          select max(run_id) as run_id
          from loadstar.run
          where subject_area = ? and batch_date = ? and status = 'published' and kind = 'load'
      ) as latest on latest.run_id = plan.run_id
      order by plan.ordinal
      """;

  static final String NO_SUCH_TABLE = "42P01";

  /** What Spark did in a run. */
  public record RecordedPlans(long runId, List<OperationPlan> plans) {}

  private RunHistory() {}

  /** Plans of the latest published run of a batch; empty if there is none. */
  public static Optional<RecordedPlans> plans(
      Warehouse warehouse, String area, LocalDate batchDate) {
    try (Connection connection = warehouse.connect();
        PreparedStatement statement = connection.prepareStatement(PLANS)) {
      statement.setString(1, area);
      statement.setObject(2, batchDate);
      List<OperationPlan> plans = new ArrayList<>();
      long run = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          run = rows.getLong(1);
          plans.add(
              new OperationPlan(
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4).lines().toList(),
                  rows.getString(5)));
        }
      }
      return plans.isEmpty() ? Optional.empty() : Optional.of(new RecordedPlans(run, plans));
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.equals(e.getSQLState())) {
        return Optional.empty();
      }
      throw WarehouseErrors.queryFailed("of the ledger", e);
    }
  }

  /**
   * The latest runs first.
   *
   * @param area null for all
   */
  public static ResultTable latest(Warehouse warehouse, String area, int limit) {
    try (Connection connection = warehouse.connect();
        PreparedStatement statement = connection.prepareStatement(RUNS)) {
      statement.setString(1, area);
      statement.setInt(2, limit);
      try (ResultSet rows = statement.executeQuery()) {
        return Queries.table(rows);
      }
    } catch (SQLException e) {
      if (NO_SUCH_TABLE.equals(e.getSQLState())) {
        return new ResultTable(List.of(), List.of());
      }
      throw WarehouseErrors.queryFailed("of the ledger", e);
    }
  }
}
