package io.loadstar.query;

import io.loadstar.warehouse.Warehouse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How often each rule was broken, batch by batch. */
public final class RuleTrend {
  private RuleTrend() {}

  /**
   * A row for each broken rule, a column for each of the latest batches.
   *
   * @param source null for all
   * @param rule null for all
   */
  public static ResultTable of(
      Warehouse warehouse,
      String area,
      @Nullable String source,
      @Nullable String rule,
      int batches) {
    return LedgerQuery.ask(
        warehouse,
        "query/rule_trend",
        RuleTrend::pivoted,
        new ResultTable(List.of(), List.of()),
        area,
        batches,
        source,
        source,
        rule,
        rule);
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
