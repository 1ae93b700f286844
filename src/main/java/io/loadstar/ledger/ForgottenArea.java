package io.loadstar.ledger;

import io.loadstar.warehouse.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Removes all that a warehouse and its ledger have of an area, in one transaction. */
public final class ForgottenArea {
  /** Of runs; {@code run} itself last. */
  private static final List<String> LEDGER =
      List.of(
          "run_source",
          "run_rule",
          "run_table",
          "run_step",
          "run_plan",
          "run_stage",
          "run_finding",
          "run_file",
          "staged_partition",
          "staged_date",
          "run");

  private ForgottenArea() {}

  /**
   * Does it. The caller holds the area's lock.
   *
   * @param session in autocommit mode
   */
  public static void forget(Session session, String area) {
    session.inTransaction("resetting " + area, open -> drop(session, area));
  }

  private static boolean drop(Session session, String area) throws SQLException {
    execute(session, "reset/drop_schema", Map.of("schema", area));
    execute(session, "reset/drop_schema", Map.of("schema", area + "_staging"));
    execute(session, "reset/drop_migrations", Map.of("area", area));
    execute(session, "reset/forget_corrections", Map.of(), area);
    for (String table : LEDGER) {
      execute(session, "reset/forget_runs", Map.of("table", table), area);
    }
    return true;
  }

  private static void execute(
      Session session, String statement, Map<String, String> names, Object... values)
      throws SQLException {
    try (PreparedStatement prepared = session.prepare(statement, names, values)) {
      prepared.execute();
    }
  }
}
