package io.loadstar.cli.output;

import io.loadstar.query.ResultTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Results as CSV (RFC 4180, but with plain line feeds); a null is an empty field. */
public final class Csv {
  private Csv() {}

  public static void print(ResultTable table, PrintWriter out) {
    line(table.columns(), out);
    table.rows().forEach(row -> line(row, out));
  }

  private static void line(List<?> values, PrintWriter out) {
    out.print(values.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n")));
  }

  private static String field(Object value) {
    String text = value == null ? "" : value.toString();
    // An empty text is quoted, so that it differs from a null.
    boolean needsQuotes = (text.isEmpty() && value != null) || text.matches("(?s).*[\",\\r\\n].*");
    return needsQuotes ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
