package io.loadstar.merge;

import io.loadstar.model.RunIdentity;
import io.loadstar.model.StarTable;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** For replays: what the batch has in the star takes the way through staging once more. */
public final class Restaging {
  private Restaging() {}

  /**
   * Stages again what the batch has in the star, so that what the run staged comes on top.
   *
   * @param own how many rows of a table the run has staged
   * @return rows that {@link Publisher#publish} is to find, by table
   */
  public static Map<String, Long> keep(
      Connection connection, RunIdentity run, List<StarTable> tables, ToLongFunction<StarTable> own)
      throws SQLException {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (StarTable table : tables) {
      long staged = own.applyAsLong(table);
      RowCounts.refuseUnseen(connection, run, table, staged);
      if (!table.isBridge()) {
        try (CallableStatement keep =
            connection.prepareCall("call " + run.area() + ".keep_" + table.name() + "(?, ?)")) {
          keep.setLong(1, run.runId());
          keep.setObject(2, run.batchDate());
          keep.execute();
        }
      }
      rows.put(
          table.name(),
          table.isFact()
              ? staged + RowCounts.contributed(connection, run, table)
              : RowCounts.staged(connection, run, table));
    }
    return rows;
  }
}
