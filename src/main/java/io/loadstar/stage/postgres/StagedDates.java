package io.loadstar.stage.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;

/** The keys of the calendar that one partition's rows have, each once. */
final class StagedDates {
  private final List<Integer> columns;
  private final Set<Integer> keys = new HashSet<>();
  private final int[] last;

  /**
   * None yet.
   *
   * @param columns places of the columns that hold such keys
   */
  StagedDates(List<Integer> columns) {
    this.columns = columns;
    this.last = new int[columns.size()];
  }

  void add(InternalRow row) {
    for (int i = 0; i < last.length; i++) {
      int column = columns.get(i);
      // Most rows have the date of the row before; 0 is no date, and always in the calendar.
      if (!row.isNullAt(column) && row.getInt(column) != last[i]) {
        last[i] = row.getInt(column);
        keys.add(last[i]);
      }
    }
  }

  /** Notes them beside the partition's rows. */
  void save(Connection connection, long runId, String table, int partition) throws SQLException {
    if (keys.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into loadstar.staged_date (run_id, table_name, partition_id, date_key)
            select ?, ?, ?, unnest(?)
            """)) {
      statement.setLong(1, runId);
      statement.setString(2, table);
      statement.setInt(3, partition);
      statement.setArray(4, connection.createArrayOf("integer", keys.toArray()));
      statement.executeUpdate();
    }
  }
}
