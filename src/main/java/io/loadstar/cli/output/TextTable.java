package io.loadstar.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/** Prints rows in columns: numbers to the right, text to the left. */
public final class TextTable {
  /** Longer values are cut; --json shows them whole. */
  private static final int WIDEST = 100;

  private final List<String> columns;
  private final List<? extends List<?>> rows;

  public TextTable(List<String> columns, List<? extends List<?>> rows) {
    this.columns = columns;
    this.rows = rows;
  }

  public void print(PrintWriter out) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                column ->
                    rows.stream()
                        .mapToInt(row -> text(row.get(column)).length())
                        .reduce(columns.get(column).length(), Math::max))
            .toArray();
    line(out, columns, widths);
    line(out, IntStream.of(widths).mapToObj("-"::repeat).toList(), widths);
    rows.forEach(row -> line(out, row, widths));
  }

  private void line(PrintWriter out, List<?> values, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - text(values.get(i)).length());
      line.append(i == 0 ? "  " : "   ");
      line.append(isNumeric(i) ? padding + text(values.get(i)) : text(values.get(i)) + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  private boolean isNumeric(int column) {
    return rows.stream().anyMatch(row -> row.get(column) instanceof Number)
        && rows.stream()
            .allMatch(row -> row.get(column) == null || row.get(column) instanceof Number);
  }

  private static String text(Object value) {
    String text = value == null ? "" : Printable.harmless(value.toString().replaceAll("\\R", " "));
    return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 3) + "...";
  }
}
