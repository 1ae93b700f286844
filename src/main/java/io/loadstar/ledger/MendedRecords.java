package io.loadstar.ledger;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.RunIdentity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Records that a person has mended: they stand in for those they were, for ever. */
public final class MendedRecords {
  private MendedRecords() {}

  /** By source, then by the record's id: its mended texts, as JSON by field name. */
  public static Map<String, Map<String, String>> of(
      Connection connection, String area, LocalDate batchDate) {
    Map<String, Map<String, String>> mended = new HashMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select source, record_id, fields
            from loadstar.mended_record
            where subject_area = ? and batch_date = ?
            """)) {
      statement.setString(1, area);
      statement.setObject(2, batchDate);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          mended
              .computeIfAbsent(rows.getString(1), source -> new HashMap<>())
              .put(rows.getString(2), rows.getString(3));
        }
      }
      return mended;
    } catch (SQLException e) {
      throw WarehouseErrors.of("reading the ledger", e);
    }
  }

  /** Part of the transaction that publishes the star. */
  public static void save(
      Connection connection, RunIdentity run, Map<String, Map<String, String>> mended)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            insert into loadstar.mended_record (subject_area, batch_date, source, record_id, fields, run_id)
            values (?, ?, ?, ?, ?, ?)
            on conflict (subject_area, batch_date, source, record_id)
            do update set fields = excluded.fields, run_id = excluded.run_id
            """)) {
      for (Map.Entry<String, Map<String, String>> source : mended.entrySet()) {
        for (Map.Entry<String, String> record : source.getValue().entrySet()) {
          statement.setString(1, run.area());
          statement.setObject(2, run.batchDate());
          statement.setString(3, source.getKey());
          statement.setString(4, record.getKey());
          statement.setString(5, record.getValue());
          statement.setLong(6, run.runId());
          statement.addBatch();
        }
      }
      statement.executeBatch();
    }
  }

  /** Whether the warehouse holds the batch. */
  public static boolean isLoaded(Connection connection, String area, LocalDate batchDate) {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            select 1
            from loadstar.run
            where subject_area = ? and batch_date = ? and status = 'published'
            limit 1
            """)) {
      statement.setString(1, area);
      statement.setObject(2, batchDate);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    } catch (SQLException e) {
      throw WarehouseErrors.of("reading the ledger", e);
    }
  }
}
