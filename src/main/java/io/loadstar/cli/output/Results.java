package io.loadstar.cli.output;

import io.loadstar.query.ResultTable;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints rows: as a table, or as a JSON array of objects. */
public final class Results {
  private Results() {}

  public static void print(ResultTable table, PrintWriter out, boolean asJson) {
    if (asJson) {
      Json.print(out, named(table));
    } else if (table.rows().isEmpty()) {
      out.println("No rows.");
    } else {
      new TextTable(table.columns(), table.rows()).print(out);
    }
  }

  /** Each row as an object. */
  public static List<Map<String, Object>> named(ResultTable table) {
    return table.rows().stream().map(row -> named(table.columns(), row)).toList();
  }

  private static Map<String, Object> named(List<String> columns, List<Object> row) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), row.get(i));
    }
    return named;
  }
}
