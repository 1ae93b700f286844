package io.loadstar.spec;

import io.loadstar.model.ColumnType;
import io.loadstar.model.FactSpec;
import io.loadstar.model.MartSpec;
import io.loadstar.model.MartSpec.ByDate;
import io.loadstar.model.MartSpec.ByKey;
import io.loadstar.model.MartSpec.MartColumn;
import io.loadstar.model.SubjectArea;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks marts; whether their SQL runs, a scratch database tells when it is generated. */
final class MartChecker {
  /** Comments and texts, in which anything may stand. */
  private static final Pattern SAID =
      Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'", Pattern.DOTALL);

  private final SubjectArea area;
  private final Problems problems;
  private final NameChecks names;

  MartChecker(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
    this.names = new NameChecks(area, problems);
  }

  void check() {
    List<MartSpec> before = new ArrayList<>();
    for (MartSpec mart : area.marts()) {
      check(mart, before);
      before.add(mart);
    }
  }

  private void check(MartSpec mart, List<MartSpec> before) {
    String where = "marts." + mart.name();
    List<String> columns = mart.columns().stream().map(MartColumn::name).toList();
    names.distinct(columns, mart.line(), where);
    List<String> wanted = new ArrayList<>(mart.grain());
    wanted.add(mart.refresh().column());
    for (String name : wanted) {
      if (!name.isEmpty() && !columns.contains(name)) {
        problem(mart, "'" + name + "' is not among its 'columns': add it there.");
      }
    }
    if (mart.refresh() instanceof ByDate date) {
      mart.columns().stream()
          .filter(column -> column.name().equals(date.column()))
          .filter(column -> column.type().kind() != ColumnType.Kind.INTEGER)
          .forEach(
              column ->
                  problem(
                      mart,
                      "'date: "
                          + column.name()
                          + "' must be a key of the calendar: an integer such as 20250601."));
    }
    if (!mart.sql().isBlank()) {
      sql(mart, before);
    }
  }

  private void sql(MartSpec mart, List<MartSpec> before) {
    String sql = SAID.matcher(mart.sql()).replaceAll(" ").strip();
    String select = sql.replaceFirst(";\\s*$", "");
    if (!select.matches("(?is)(select|with)\\b.*") || select.contains(";")) {
      problem(mart, "marts/" + mart.name() + ".sql must be one select.");
      return;
    }
    List<MartSpec> marts = before.stream().filter(other -> reads(select, other.name())).toList();
    List<String> facts =
        area.facts().stream().map(FactSpec::name).filter(fact -> reads(select, fact)).toList();
    marts.stream()
        .filter(other -> other.refresh() instanceof ByKey)
        .forEach(
            other ->
                problem(
                    mart,
                    "marts/"
                        + mart.name()
                        + ".sql reads "
                        + other.name()
                        + ", which is refreshed by key: read what that one is made of."));
    if (mart.refresh() instanceof ByKey key) {
      List<MartSpec> all =
          area.marts().stream()
              .filter(other -> other.line() != mart.line() && reads(select, other.name()))
              .toList();
      keyed(mart, key, facts, all.size() > marts.size() ? List.of() : marts);
    } else if (facts.isEmpty() && marts.isEmpty()) {
      problem(
          mart,
          "marts/"
              + mart.name()
              + ".sql reads no fact, and no mart that stands before it: name one with its schema, as"
              + " in "
              + area.name()
              + ".<fact>.");
    }
  }

  /** Which keys have changed, its dated marts tell: they had, or have, a row for each. */
  private void keyed(MartSpec mart, ByKey key, List<String> facts, List<MartSpec> marts) {
    boolean isTold = marts.stream().allMatch(other -> other.grain().contains(key.column()));
    if (!facts.isEmpty() || marts.isEmpty() || !isTold || !mart.grain().contains(key.column())) {
      problem(
          mart,
          "'key: "
              + key.column()
              + "' asks that it is in the mart's grain, and that marts/"
              + mart.name()
              + ".sql reads no fact, but marts by date that stand before it, with "
              + key.column()
              + " in their grain: these tell whose rows have changed.");
    }
  }

  private boolean reads(String sql, String table) {
    return Pattern.compile("\\b" + area.name() + "\\." + table + "\\b", Pattern.CASE_INSENSITIVE)
        .matcher(sql)
        .find();
  }

  private void problem(MartSpec mart, String text) {
    problems.add(mart.line(), "marts." + mart.name(), text);
  }
}
