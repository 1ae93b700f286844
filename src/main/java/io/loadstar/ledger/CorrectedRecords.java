package io.loadstar.ledger;

import io.loadstar.model.run.RunIdentity;
import io.loadstar.warehouse.Session;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Records that a person has corrected: they stand in for those they were, for ever. */
public final class CorrectedRecords {
  private CorrectedRecords() {}

  /** By source, then by the record's id: its corrected texts, as JSON by field name. */
  public static Map<String, Map<String, String>> of(
      Session session, String area, LocalDate batchDate) {
    return session.run(
        "reading the ledger",
        open -> {
          Map<String, Map<String, String>> corrected = new HashMap<>();
          try (PreparedStatement statement =
                  session.prepare("ledger/corrected_records", area, batchDate);
              ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              corrected
                  .computeIfAbsent(rows.getString(1), source -> new HashMap<>())
                  .put(rows.getString(2), rows.getString(3));
            }
          }
          return corrected;
        });
  }

  /** Part of the transaction that publishes the star. */
  public static void save(
      Session session, RunIdentity run, Map<String, Map<String, String>> corrected) {
    session.perform(
        "writing the ledger",
        open -> {
          for (Map.Entry<String, Map<String, String>> source : corrected.entrySet()) {
            for (Map.Entry<String, String> record : source.getValue().entrySet()) {
              try (PreparedStatement statement =
                  session.prepare(
                      "ledger/save_corrected_record",
                      run.area(),
                      run.batchDate(),
                      source.getKey(),
                      record.getKey(),
                      record.getValue(),
                      run.runId())) {
                statement.executeUpdate();
              }
            }
          }
        });
  }
}
