package io.loadstar.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A defect that the README of an area's sample data lists, and what loads made of all of them. */
public record Planted(
    String batch,
    String source,
    String what,
    String rule,
    String column,
    int records,
    String fate) {

  public static List<Planted> in(String area) {
    List<Planted> planted = new ArrayList<>();
    Path readme = Path.of("sample-data", area, "README.md").toAbsolutePath();
    for (String line : Folders.read(readme).lines().toList()) {
      if (line.startsWith("| 2")) {
        List<String> cells = List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
        planted.add(
            new Planted(
                cells.get(1),
                cells.get(2),
                cells.get(3),
                cells.get(4),
                cells.get(5),
                Integer.parseInt(cells.get(6)),
                cells.get(7)));
      }
    }
    return planted;
  }

  private boolean isDuplicate() {
    return "duplicate".equals(rule);
  }

  /** Records by batch, source, rule, column and severity, as the README has them. */
  public static Map<String, Integer> broken(String area) {
    Map<String, Integer> broken = new TreeMap<>();
    for (Planted one : in(area)) {
      if (!one.isDuplicate()) {
        String severity = "quarantined".equals(one.fate()) ? "quarantine" : one.fate();
        broken.merge(
            String.join("|", one.batch(), one.source(), one.rule(), one.column(), severity),
            one.records(),
            Integer::sum);
      }
    }
    return broken;
  }

  /** The same, as the ledger has them. */
  public static Map<String, Integer> found(String url) {
    return counts(
        url,
        "select batch_date, source, rule, column_name, severity, records from loadstar.run_rule join loadstar.run using (run_id)");
  }

  public static Map<String, Integer> duplicates(String area) {
    Map<String, Integer> duplicates = new TreeMap<>();
    in(area).stream()
        .filter(Planted::isDuplicate)
        .forEach(
            one -> duplicates.merge(one.batch() + "|" + one.source(), one.records(), Integer::sum));
    return duplicates;
  }

  public static Map<String, Integer> duplicatesFound(String url) {
    return counts(
        url,
        "select batch_date, source, records_duplicate from loadstar.run_source join loadstar.run using (run_id) where records_duplicate > 0");
  }

  private static Map<String, Integer> counts(String url, String sql) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String row : Db.rows(url, sql)) {
      int bar = row.lastIndexOf('|');
      counts.put(row.substring(0, bar), Integer.parseInt(row.substring(bar + 1)));
    }
    return counts;
  }
}
