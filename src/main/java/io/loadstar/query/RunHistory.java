package io.loadstar.query;

import io.loadstar.model.run.OperationPlan;
import io.loadstar.warehouse.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the ledger says of past runs. */
public final class RunHistory {
  /** What Spark did in a run. */
  public record RecordedPlans(long runId, List<OperationPlan> plans) {}

  private RunHistory() {}

  /** Plans of the latest published run of a batch; empty if there is none. */
  public static Optional<RecordedPlans> plans(
      Warehouse warehouse, String area, LocalDate batchDate) {
    return LedgerQuery.ask(
        warehouse, "query/plans_of_batch", RunHistory::plans, Optional.empty(), area, batchDate);
  }

  private static Optional<RecordedPlans> plans(ResultSet rows) throws SQLException {
    List<OperationPlan> plans = new ArrayList<>();
    long run = 0;
    while (rows.next()) {
      run = rows.getLong(1);
      plans.add(
          new OperationPlan(
              rows.getString(2),
              rows.getString(3),
              rows.getString(4).lines().toList(),
              rows.getString(5)));
    }
    return plans.isEmpty() ? Optional.empty() : Optional.of(new RecordedPlans(run, plans));
  }

  /** Days of a period, both ends included, whose batch is not in the star. */
  public static List<LocalDate> missing(
      Warehouse warehouse, String area, LocalDate first, LocalDate last) {
    Set<LocalDate> loaded =
        LedgerQuery.ask(
            warehouse, "query/loaded_batches", RunHistory::dates, Set.of(), area, first, last);
    return first.datesUntil(last.plusDays(1)).filter(day -> !loaded.contains(day)).toList();
  }

  private static Set<LocalDate> dates(ResultSet rows) throws SQLException {
    Set<LocalDate> dates = new HashSet<>();
    while (rows.next()) {
      dates.add(rows.getObject(1, LocalDate.class));
    }
    return dates;
  }

  /** What the ledger knows of one run, by what it is about; empty if there is no such run. */
  public static Map<String, ResultTable> of(Warehouse warehouse, long run) {
    Map<String, ResultTable> known = new LinkedHashMap<>();
    ResultTable none = new ResultTable(List.of(), List.of());
    ResultTable found = LedgerQuery.ask(warehouse, "query/run", Queries::table, none, run);
    if (found.rows().isEmpty()) {
      return known;
    }
    known.put("run", found);
    for (String about :
        List.of("sources", "rules", "tables", "steps", "stages", "findings", "files")) {
      known.put(
          about,
          LedgerQuery.ask(warehouse, "query/" + about + "_of_run", Queries::table, none, run));
    }
    return known;
  }

  /** The latest runs first, of one area or of all. */
  public static ResultTable latest(Warehouse warehouse, Optional<String> area, int limit) {
    return LedgerQuery.ask(
        warehouse,
        "query/latest_runs",
        Queries::table,
        new ResultTable(List.of(), List.of()),
        area.orElse(null),
        limit);
  }
}
