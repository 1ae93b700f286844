package io.loadstar.query;

import io.loadstar.error.WarehouseErrors;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** How often each rule was broken, batch by batch. */
public final class RuleTrend {
  /** Of each batch its latest published run, whose counts are those of the star. */
  private static final String COUNTS =
      """
      with latest as (
          select
              batch_date,
              max(run_id) as run_id
          from loadstar.run
          where subject_area = ? and status = 'published' and kind = 'load'
          group by batch_date
          order by batch_date desc
          limit ?
      )

      select
          rules.source,
          rules.rule,
          rules.column_name,
          rules.severity,
          cast(latest.batch_date as varchar(10)) as batch_date,
          rules.records
      from latest
      left join loadstar.run_rule as rules
          on rules.run_id = latest.run_id
          and (cast(? as varchar) is null or rules.source = ?)
          and (cast(? as varchar) is null or rules.rule = ?)
      order by
          rules.source,
          rules.rule,
          rules.column_name,
          rules.severity,
          latest.batch_date
      """;

  private RuleTrend() {}

  /**
   * A row for each broken rule, a column for each of the latest batches.
   *
   * @param source null for all
   * @param rule null for all
   */
  public static ResultTable of(
      Warehouse warehouse, String area, String source, String rule, int batches) {
    try (Connection connection = warehouse.connect();
        PreparedStatement statement = connection.prepareStatement(COUNTS)) {
      statement.setString(1, area);
      statement.setInt(2, batches);
      for (int i = 3; i <= 4; i++) {
        statement.setString(i, source);
        statement.setString(i + 2, rule);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return pivoted(rows);
      }
    } catch (SQLException e) {
      if (RunHistory.NO_SUCH_TABLE.equals(e.getSQLState())) {
        return new ResultTable(List.of(), List.of());
      }
      throw WarehouseErrors.queryFailed("of the ledger", e);
    }
  }

  private static ResultTable pivoted(ResultSet rows) throws SQLException {
    TreeSet<String> batches = new TreeSet<>();
    Map<List<Object>, Map<String, Long>> records = new LinkedHashMap<>();
    while (rows.next()) {
      batches.add(rows.getString(5));
      if (rows.getString(1) != null) {
        records
            .computeIfAbsent(
                List.of(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)),
                broken -> new LinkedHashMap<>())
            .put(rows.getString(5), rows.getLong(6));
      }
    }
    List<String> columns = new ArrayList<>(List.of("source", "rule", "column", "so it was"));
    columns.addAll(batches);
    List<List<Object>> table = new ArrayList<>();
    records.forEach(
        (broken, counts) -> {
          List<Object> row = new ArrayList<>(broken);
          batches.forEach(batch -> row.add(counts.getOrDefault(batch, 0L)));
          table.add(row);
        });
    return new ResultTable(columns, table);
  }
}
