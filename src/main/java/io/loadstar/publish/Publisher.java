package io.loadstar.publish;

import io.loadstar.error.Counted;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.StagingTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.warehouse.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Station publish: staging into the star by the area's procedures. The caller owns the transaction.
 */
public final class Publisher {
  private final Session session;
  private final RunIdentity run;
  private final LocalDateTime loadedAt;
  private final StagedRows staged;
  private final Runnable complete;
  private final Consumer<String> said;
  private final RowCounts counts;
  private final Map<String, Long> restaged = new HashMap<>();
  private final Map<String, Long> written = new LinkedHashMap<>();

  /**
   * Of a run.
   *
   * @param complete returns once nothing else is under way, and all adds up
   * @param said is told what people should know of
   */
  public Publisher(
      Session session,
      RunIdentity run,
      LocalDateTime loadedAt,
      StagedRows staged,
      Runnable complete,
      Consumer<String> said) {
    this.session = session;
    this.run = run;
    this.loadedAt = loadedAt;
    this.staged = staged;
    this.complete = complete;
    this.said = said;
    this.counts = new RowCounts(session, run);
  }

  /**
   * Executes a plan's steps, once.
   *
   * @return rows written, by table
   */
  public Map<String, Long> publish(PublishPlan plan) {
    session.warehouse().beginPublishing(session);
    return session.run(
        "publishing " + run.area(),
        open -> {
          for (PublishStep step : plan.steps()) {
            step.publish(this);
          }
          return written;
        });
  }

  void restage(StarTable table, Optional<String> procedure) throws SQLException {
    long own = staged.await(table);
    counts.refuseUnseen(table.staging(), own);
    if (procedure.isPresent()) {
      call(procedure.get(), run.runId(), run.batchDate());
    }
    restaged.put(table.name(), counts.staged(table.staging()));
  }

  private long expected(StarTable table) {
    Long known = restaged.get(table.name());
    return known == null ? staged.await(table) : known;
  }

  void merge(StarTable table) throws SQLException {
    counts.refuseUnseen(table.staging(), expected(table));
    if (table instanceof DimensionTable dimension && dimension.isInferable()) {
      counts.refuseUnseen(dimension.inferred(), staged.awaitInferred(dimension));
    }
    // The planner knows the former run's rows; with those in mind it may join row by row.
    for (StagingTable staging : table.stagingTables().toList()) {
      try (PreparedStatement analyze =
          session.prepare("publish/analyze", Map.of("table", staging.qualifiedName()))) {
        analyze.execute();
      }
    }
    written.put(table.name(), callForRows(table.procedure()));
  }

  void retract(String procedure) throws SQLException {
    call(procedure, run.batchDate());
  }

  void displace(FactTable fact, String procedure) throws SQLException {
    counts.refuseUnseen(fact.staging(), staged.await(fact));
    call(procedure, run.runId(), run.batchDate());
  }

  void replace(FactTable fact) throws SQLException {
    long expected = expected(fact);
    long before = counts.ofOthersThatGaveWay(fact);
    long rows = callForRows(fact.procedure());
    counts.refuseLost(fact, expected, rows);
    long gaveWay = counts.ofOthersThatGaveWay(fact) - before;
    if (gaveWay > 0) {
      said.accept(
          "%s: %s of other batches gave way, since this batch has the same grain"
              .formatted(fact.name(), Counted.of(gaveWay, "row")));
    }
    written.put(fact.name(), rows);
  }

  void reconcile() {
    complete.run();
  }

  /** The calendar is shared by all areas, so its writers take turns. */
  void addDates() throws SQLException {
    try (PreparedStatement lock = session.prepare("publish/lock_calendar")) {
      lock.execute();
    }
    try (PreparedStatement call = prepared("loadstar.add_dates", "?", run.runId())) {
      call.execute();
    }
  }

  void prune(DimensionTable dimension, String procedure) throws SQLException {
    call(procedure);
    if (dimension.isInferable()) {
      counts.refuseMissingMembers(dimension);
    }
  }

  void refreshMarts(String procedure) throws SQLException {
    call(procedure);
  }

  private void call(String procedure, Object... arguments) throws SQLException {
    String marks = String.join(", ", java.util.Collections.nCopies(arguments.length, "?"));
    try (PreparedStatement call = prepared(ofArea(procedure), marks, arguments)) {
      call.execute();
    }
  }

  private long callForRows(String procedure) throws SQLException {
    try (PreparedStatement call =
        prepared(ofArea(procedure), "?, ?, ?, 0", run.runId(), run.batchDate(), loadedAt)) {
      call.execute();
      try (ResultSet row = call.getResultSet()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private String ofArea(String procedure) {
    return run.area() + "_staging." + procedure;
  }

  private PreparedStatement prepared(String procedure, String marks, Object... arguments)
      throws SQLException {
    return session.prepare(
        "publish/call", Map.of("procedure", procedure, "arguments", marks), arguments);
  }
}
