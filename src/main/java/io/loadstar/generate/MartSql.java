package io.loadstar.generate;

import io.loadstar.model.MartSpec.ByDate;
import io.loadstar.model.MartSpec.Days;
import io.loadstar.model.MartSpec.Month;
import io.loadstar.model.MartSpec.Reach;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A mart's select, as its refresh runs it: of facts and other marts it reads some dates only. */
final class MartSql {
  /** Words that may follow a table that has no alias. */
  private static final String NO_ALIAS =
      "(?!(?:where|group|order|having|limit|union|intersect|except|qualify|on|using|inner|left|right|full|cross|join|natural|window)\\b)";

  private final Star star;
  private final MartTable table;

  /** The dated tables that stand before the mart, and the column that each is dated by. */
  private final Map<String, String> dates = new LinkedHashMap<>();

  MartSql(Star star, MartTable table) {
    this.star = star;
    this.table = table;
    for (FactTable fact : star.facts()) {
      dates.put(fact.name(), "date_key");
    }
    for (MartTable mart : star.marts()) {
      if (mart.name().equals(table.name())) {
        break;
      }
      if (!mart.isKeyed()) {
        dates.put(mart.name(), mart.refresh().column());
      }
    }
  }

  /** What the template of the refresh needs. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("table", table);
    values.put("sql", bounded());
    values.put(
        "reads",
        star.marts().stream()
            .map(MartTable::name)
            .filter(dates::containsKey)
            .filter(this::reads)
            .toList());
    values.put(
        "readers",
        star.marts().stream()
            .filter(MartTable::isKeyed)
            .filter(other -> new MartSql(star, other).reads(table.name()))
            .toList());
    Reach reach = table.refresh() instanceof ByDate date ? date.reach() : new Days(0, 0);
    values.put("isMonthly", reach instanceof Month);
    Days days = reach instanceof Days own ? own : new Days(0, 0);
    values.put("isDaily", days.before() == 0 && days.after() == 0);
    values.put("before", days.before());
    values.put("after", days.after());
    return values;
  }

  /** Whether the select names a table of the area. */
  boolean reads(String name) {
    Matcher found = tables(List.of(name)).matcher(table.sql());
    while (found.find()) {
      if (found.group("name") != null) {
        return true;
      }
    }
    return false;
  }

  private String bounded() {
    Matcher found = tables(List.copyOf(dates.keySet())).matcher(select());
    StringBuilder sql = new StringBuilder();
    while (found.find()) {
      String name = found.group("name");
      found.appendReplacement(
          sql,
          Matcher.quoteReplacement(
              name == null
                  ? found.group()
                  : part(name) + (found.group("alias") == null ? " as " + name : "")));
    }
    return found.appendTail(sql).toString().indent(8).stripTrailing();
  }

  /** The select without the semicolon at its end. */
  String select() {
    return table.sql().strip().replaceFirst(";\\s*$", "").stripTrailing();
  }

  private String part(String name) {
    if (table.isKeyed()) {
      String key = table.refresh().column();
      return """
      (
          select *
          from %s.%s
          where %s in (select %s from %s_staging.refreshed_%s)
      )"""
          .formatted(star.area(), name, key, key, star.area(), table.name())
          .stripIndent()
          .strip();
    }
    String date = dates.get(name);
    return """
    (
        select *
        from %s.%s
        where %s between v_first_date and v_last_date
            and %s in (select date_key from %s_staging.read_%s)
    )"""
        .formatted(star.area(), name, date, date, star.area(), table.name())
        .stripIndent()
        .strip();
  }

  /** Comments and texts match as well, so that nothing is found in them. */
  private Pattern tables(List<String> names) {
    String any = names.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(
        "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\\b"
            + star.area()
            + "\\.(?<name>"
            + any
            + ")\\b(?!\\.)(?=(?<alias>\\s+(?:as\\b|"
            + NO_ALIAS
            + "[a-z_]))?)",
        Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
