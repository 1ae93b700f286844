package io.loadstar.publish;

import io.loadstar.error.BatchErrors;
import io.loadstar.model.FactSpec.AcrossBatches;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.StagingTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.warehouse.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many rows are where, so that none is lost between staging and the star. */
public final class RowCounts {
  private final Session session;
  private final RunIdentity run;

  public RowCounts(Session session, RunIdentity run) {
    this.session = session;
    this.run = run;
  }

  /** How many rows of the run each staging table holds, in the order of the tables. */
  public Map<String, Long> staged(List<StarTable> tables) throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (StarTable table : tables) {
      rows.put(table.name(), staged(table.staging()));
    }
    return rows;
  }

  /** How many rows of the run a staging table holds. */
  long staged(StagingTable table) throws SQLException {
    return count(session, "publish/count_staged", table.qualifiedName(), run.runId());
  }

  /** Before a dimension or a bridge is merged, which writes what changed alone. */
  void refuseUnseen(StagingTable table, long staged) throws SQLException {
    long seen = staged(table);
    if (seen != staged) {
      throw BatchErrors.notAllSeen(table.qualifiedName(), staged, seen);
    }
  }

  /** Once all is in place: the members that facts of the run were the first to name are there. */
  void refuseMissingMembers(DimensionTable dimension) throws SQLException {
    Map<String, String> names =
        Map.of(
            "inferred", dimension.inferred().qualifiedName(),
            "table", dimension.qualifiedName(),
            "key", dimension.members().durableKey());
    try (PreparedStatement statement =
            session.prepare("publish/count_missing_inferred", names, run.runId());
        ResultSet row = statement.executeQuery()) {
      row.next();
      if (row.getLong(1) > 0) {
        throw BatchErrors.membersMissing(dimension.qualifiedName(), row.getLong(1));
      }
    }
  }

  /** After a fact is replaced: its rows are in the star, or gave way to another batch's. */
  void refuseLost(FactTable fact, long staged, long written) throws SQLException {
    if (written == staged) {
      return;
    }
    long gaveWay = count(session, "publish/count_staged", fact.superseded(), run.runId());
    if (written + gaveWay != staged) {
      throw BatchErrors.notAllWritten(fact.qualifiedName(), staged, written, gaveWay);
    }
  }

  /** Rows of other batches that are not in the star, since another batch has their grain. */
  long ofOthersThatGaveWay(FactTable fact) throws SQLException {
    return fact.acrossBatches() == AcrossBatches.ALL
        ? 0
        : count(session, "publish/count_others", fact.superseded(), run.batchDate());
  }

  /** Rows that the batch has in a table now: in a fact, those that a load would replace. */
  public static long contributed(Session session, String table, LocalDate batchDate)
      throws SQLException {
    return count(session, "publish/count_contributed", table, batchDate);
  }

  private static long count(Session session, String statement, String table, Object value)
      throws SQLException {
    try (PreparedStatement prepared = session.prepare(statement, Map.of("table", table), value);
        ResultSet row = prepared.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }
}
