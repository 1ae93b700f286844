package io.loadstar.generate;

import io.loadstar.generate.Change.Kind;
import io.loadstar.model.FactSpec.AcrossBatches;
import io.loadstar.model.StarTable;
import io.loadstar.warehouse.Dialect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The SQL that a spec means, file by file. */
final class AreaSql {
  private final String area;
  private final List<StarTable> tables;

  AreaSql(String area, List<StarTable> tables) {
    this.area = area;
    this.tables = tables;
  }

  /** Repeatable migrations for both engines: file name to text. */
  Map<String, String> procedures() {
    SqlTemplates templates = new SqlTemplates(Dialect.POSTGRESQL);
    Map<String, String> files = new LinkedHashMap<>();
    for (StarTable table : tables) {
      files.put(
          "R__" + table.procedure() + ".sql",
          templates.render("common/" + publishing(table) + ".sql", values(table)));
      if (table.isDimension()) {
        Map<String, Object> values = new HashMap<>(values(table));
        values.put("references", references(table));
        files.put(
            "R__sweep_" + table.name() + ".sql",
            templates.render("common/sweep_dimension.sql", values));
      }
    }
    List<StarTable> facts = tables.stream().filter(StarTable::isFact).toList();
    if (!facts.isEmpty()) {
      files.put(
          "R__add_dates.sql",
          templates.render("common/add_dates.sql", Map.of("area", area, "facts", facts)));
    }
    return files;
  }

  /** Text of the next versioned migration. */
  String migration(List<Change> changes, boolean isFirst, Dialect dialect) {
    SqlTemplates templates = new SqlTemplates(dialect);
    StringBuilder sql =
        new StringBuilder(
            "-- Generated from " + area + ".yaml by 'loadstar generate " + area + "'.\n\n");
    if (isFirst) {
      sql.append(templates.render(dialect.folder() + "/prologue.sql", Map.of("area", area)));
    }
    Set<String> restaged = new TreeSet<>();
    for (Change change : changes) {
      sql.append(templates.render(dialect.folder() + "/" + template(change), values(change)));
      if (change.column() != null || change.kind() == Kind.ADD_HISTORY) {
        restaged.add(change.table().name());
      }
    }
    tables.stream()
        .filter(table -> restaged.contains(table.name()))
        .forEach(
            table ->
                sql.append("\n")
                    .append(
                        templates.render(
                            dialect.folder() + "/recreate_staging.sql",
                            restaging(table, changes))));
    return sql.toString().strip() + "\n";
  }

  /** The foreign keys that lead to a dimension. */
  private List<Map<String, String>> references(StarTable dimension) {
    return tables.stream()
        .flatMap(
            fact ->
                fact.foreignKeys().entrySet().stream()
                    .filter(key -> key.getValue().equals(dimension.name()))
                    .map(key -> Map.of("table", fact.name(), "column", key.getKey())))
        .toList();
  }

  private static String publishing(StarTable table) {
    return switch (table.kind()) {
      case DIMENSION -> "merge_dimension";
      case FACT -> "replace_fact";
      case BRIDGE -> "add_bridge";
    };
  }

  private static String template(Change change) {
    Kind kind = change.kind() == Kind.NARROW_TYPE ? Kind.CHANGE_TYPE : change.kind();
    return kind.name().toLowerCase(Locale.ROOT) + ".sql";
  }

  private Map<String, Object> restaging(StarTable table, List<Change> changes) {
    Map<String, Object> values = new HashMap<>(values(table));
    values.put(
        "hasHistory",
        changes.stream()
            .filter(change -> change.table().name().equals(table.name()))
            .noneMatch(change -> change.kind() == Kind.ADD_HISTORY));
    return values;
  }

  private Map<String, Object> values(Change change) {
    Map<String, Object> values = new HashMap<>(values(change.table()));
    values.put("hasHistory", change.hasHistory());
    if (change.column() != null) {
      values.put("column", change.column());
      String column = change.column().name();
      StarTable table = change.table();
      values.put(
          "isKey", table.foreignKeys().containsKey(column) || table.groupKeys().contains(column));
      values.put("narrows", change.kind() == Kind.NARROW_TYPE);
    }
    return values;
  }

  private Map<String, Object> values(StarTable table) {
    AcrossBatches across = table.acrossBatches();
    return Map.of(
        "area",
        area,
        "table",
        table,
        "procedure",
        table.procedure(),
        "acrossBatches",
        across.name().toLowerCase(Locale.ROOT));
  }
}
