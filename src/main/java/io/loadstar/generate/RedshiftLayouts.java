package io.loadstar.generate;

import io.loadstar.model.Distribution;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an area's migrations say that Redshift keeps the rows of its tables. No catalogue tells it
 * where there is no Redshift, so it is read off the migrations.
 */
final class RedshiftLayouts {
  private static final Pattern SAID =
      Pattern.compile(
          "(?:create table (\\S+) \\((?:[^;]*?)\\n\\)\\s+|-- Rows of (\\S+) are kept by )"
              + "(diststyle[^;]*);");

  private final Map<String, String> clauses;

  private RedshiftLayouts(Map<String, String> clauses) {
    this.clauses = clauses;
  }

  /** What migrations say, of which a later one stands. */
  static RedshiftLayouts of(String migrations) {
    Map<String, String> clauses = new HashMap<>();
    Matcher said = SAID.matcher(migrations);
    while (said.find()) {
      String table = said.group(1) == null ? said.group(2) : said.group(1);
      clauses.put(table, said.group(3).replaceAll("\\s+", " "));
    }
    return new RedshiftLayouts(clauses);
  }

  /** Whether a table that is there is kept otherwise than its star says. */
  boolean differs(StarTable table) {
    String wanted = clause(table.layout());
    return !clauses.getOrDefault(table.qualifiedName(), wanted).equals(wanted);
  }

  /** Ends the table's CREATE. */
  static String clause(TableLayout layout) {
    return "diststyle "
        + (layout.distribution() instanceof Distribution.ByColumn by
            ? "key distkey (" + by.column() + ")"
            : style(layout.distribution()))
        + (layout.sort().isEmpty() ? "" : " sortkey (" + String.join(", ", layout.sort()) + ")");
  }

  /** What ALTER TABLE is told, one after another. */
  static List<String> alterations(TableLayout layout) {
    List<String> alterations = new ArrayList<>();
    alterations.add(
        "alter diststyle "
            + (layout.distribution() instanceof Distribution.ByColumn by
                ? "key distkey " + by.column()
                : style(layout.distribution())));
    alterations.add(
        layout.sort().isEmpty()
            ? "alter sortkey none"
            : "alter sortkey (" + String.join(", ", layout.sort()) + ")");
    return alterations;
  }

  private static String style(Distribution distribution) {
    return distribution.toString().toLowerCase(Locale.ROOT);
  }
}
