package io.loadstar.cli.output;

import io.loadstar.error.SpecErrors;
import io.loadstar.query.ResultTable;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a result in text: its last column of numbers, over days if it has a column of them, else
 * one bar a row.
 */
public final class Chart {
  private static final int WIDTH = 80;
  private static final int WIDEST_LABEL = 36;
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private final ResultTable table;
  private final int value;
  private final int day;
  private final List<Integer> labels;

  private Chart(ResultTable table, int value, int day) {
    this.table = table;
    this.value = value;
    this.day = day;
    this.labels = labels();
  }

  public static void print(String query, ResultTable table, PrintWriter out) {
    if (table.rows().isEmpty()) {
      out.println("No rows.");
      return;
    }
    int columns = table.columns().size();
    int value =
        IntStream.range(0, columns)
            .filter(column -> isAll(table, column, Number.class::isInstance))
            .reduce((first, last) -> last)
            .orElseThrow(() -> SpecErrors.nothingToDraw(query, table.columns()));
    int day =
        IntStream.range(0, columns)
            .filter(column -> table.rows().stream().allMatch(row -> isDay(row.get(column))))
            .findFirst()
            .orElse(-1);
    Chart chart = new Chart(table, value, day);
    out.println(table.columns().get(value) + (day < 0 ? "" : " by " + table.columns().get(day)));
    if (day < 0) {
      chart.bars(out);
    } else {
      chart.lines(out);
    }
  }

  private static boolean isAll(ResultTable table, int column, Predicate<Object> test) {
    List<Object> values =
        table.rows().stream().map(row -> row.get(column)).filter(Objects::nonNull).toList();
    return !values.isEmpty() && values.stream().allMatch(test);
  }

  private static boolean isDay(Object value) {
    return value instanceof String text && text.matches("[0-9]{4}-[0-9]{2}(-[0-9]{2}.*)?");
  }

  /**
   * The columns that tell bars or lines apart: those of text, but not what only describes the day;
   * numbers too, as far as it takes them.
   */
  private List<Integer> labels() {
    List<Integer> chosen = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      if (column != value && column != day) {
        boolean isNumber = isAll(table, column, Number.class::isInstance);
        (isNumber ? numbers : chosen).add(column);
      }
    }
    if (day >= 0 && isUnique(List.of(day))) {
      return List.of();
    }
    chosen.removeIf(column -> day >= 0 && dependsOnDay(column));
    for (int number : numbers) {
      if (number < value && !isUnique(with(chosen, day))) {
        chosen.add(number);
      }
    }
    return chosen;
  }

  private boolean dependsOnDay(int column) {
    return groups(List.of(day)) == groups(List.of(day, column));
  }

  private boolean isUnique(List<Integer> columns) {
    return groups(columns) == table.rows().size();
  }

  private long groups(List<Integer> columns) {
    return table.rows().stream()
        .map(row -> columns.stream().map(row::get).toList().toString())
        .distinct()
        .count();
  }

  private static List<Integer> with(List<Integer> columns, int day) {
    List<Integer> all = new ArrayList<>(columns);
    if (day >= 0) {
      all.add(day);
    }
    return all;
  }

  private void bars(PrintWriter out) {
    List<String> labels = table.rows().stream().map(this::label).toList();
    int width = labels.stream().mapToInt(String::length).max().orElse(0);
    double largest =
        table.rows().stream().mapToDouble(row -> Math.abs(number(row))).max().orElse(0);
    int room = WIDTH - width - 16;
    for (int i = 0; i < labels.size(); i++) {
      List<Object> row = table.rows().get(i);
      double length = largest == 0 ? 0 : Math.abs(number(row)) / largest * room;
      String bar = number(row) < 0 ? "░".repeat((int) Math.round(length)) : bar(length);
      String shown = row.get(value) == null ? "" : plain(row);
      out.println(("  " + pad(labels.get(i), width) + "  " + bar + " " + shown).stripTrailing());
    }
  }

  private static String bar(double length) {
    int whole = (int) length;
    int eighths = (int) ((length - whole) * 8);
    return "█".repeat(whole) + (eighths == 0 ? "" : EIGHTHS.charAt(eighths));
  }

  /** One line a series: the other columns of text say which series a row belongs to. */
  private void lines(PrintWriter out) {
    Map<String, List<List<Object>>> series =
        table.rows().stream()
            .collect(Collectors.groupingBy(this::label, LinkedHashMap::new, Collectors.toList()));
    List<String> days =
        table.rows().stream().map(row -> (String) row.get(day)).distinct().sorted().toList();
    int width = series.keySet().stream().mapToInt(String::length).max().orElse(0);
    double largest = table.rows().stream().mapToDouble(this::number).max().orElse(0);
    double least = Math.min(0, table.rows().stream().mapToDouble(this::number).min().orElse(0));
    series.forEach(
        (name, rows) -> {
          String line = line(rows, days, least, largest);
          String last =
              plain(rows.stream().max(Comparator.comparing(row -> (String) row.get(day))).get());
          out.println(("  " + pad(name, width) + "  " + line + "  " + last).stripTrailing());
        });
    out.println("  " + " ".repeat(width) + "  " + days.get(0) + " to " + days.get(days.size() - 1));
  }

  private String line(List<List<Object>> rows, List<String> days, double least, double largest) {
    Map<Object, Double> byDay =
        rows.stream()
            .filter(row -> row.get(value) != null)
            .collect(Collectors.toMap(row -> row.get(day), this::number, (first, last) -> last));
    StringBuilder line = new StringBuilder();
    for (String each : days) {
      Double number = byDay.get(each);
      double share = number == null || largest == least ? 0 : (number - least) / (largest - least);
      line.append(
          number == null ? ' ' : LEVELS.charAt((int) Math.round(share * (LEVELS.length() - 1))));
    }
    return line.toString();
  }

  private String label(List<Object> row) {
    String label =
        labels.stream()
            .map(column -> Objects.toString(row.get(column), ""))
            .collect(Collectors.joining(" "))
            .strip();
    return label.length() <= WIDEST_LABEL ? label : label.substring(0, WIDEST_LABEL - 3) + "...";
  }

  private double number(List<Object> row) {
    return row.get(value) == null ? 0 : ((Number) row.get(value)).doubleValue();
  }

  private String plain(List<Object> row) {
    Object number = row.get(value);
    return number instanceof BigDecimal decimal
        ? decimal.toPlainString()
        : Objects.toString(number, "");
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
