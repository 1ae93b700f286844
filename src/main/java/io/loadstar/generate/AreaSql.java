package io.loadstar.generate;

import io.loadstar.generate.Change.Kind;
import io.loadstar.model.KeyForm;
import io.loadstar.model.Members;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTable.TableColumn;
import io.loadstar.warehouse.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The SQL that a spec means, file by file. */
final class AreaSql {
  private final String area;
  private final KeyForm keys;
  private final List<StarTable> tables;

  AreaSql(String area, KeyForm keys, List<StarTable> tables) {
    this.area = area;
    this.keys = keys;
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
      if (!table.isBridge()) {
        files.put(
            "R__keep_" + table.name() + ".sql",
            templates.render(
                "common/keep_" + (table.isFact() ? "fact" : "dimension") + ".sql", values(table)));
      }
      if (table.isFact()) {
        files.put(
            "R__retract_" + table.name() + ".sql",
            templates.render("common/retract_fact.sql", values(table)));
      }
      if (table.isDimension()) {
        files.put(
            "R__sweep_" + table.name() + ".sql",
            templates.render("common/sweep_dimension.sql", values(table)));
      }
    }
    if (tables.stream().anyMatch(StarTable::isFact)) {
      files.put("R__add_dates.sql", templates.render("common/add_dates.sql", Map.of("area", area)));
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
    for (Change change : changes) {
      sql.append(templates.render(dialect.folder() + "/" + template(change), values(change)));
    }
    for (StarTable table : restaged(changes)) {
      sql.append("\n").append(templates.render("common/recreate_staging.sql", values(table)));
    }
    return sql.toString().strip().replaceAll("\\n{3,}", "\n\n") + "\n";
  }

  /** All that were there before: what one table stages may depend on another's spec. */
  private List<StarTable> restaged(List<Change> changes) {
    Set<String> created =
        changes.stream()
            .filter(change -> change.kind() == Kind.CREATE_TABLE)
            .map(change -> change.table().name())
            .collect(Collectors.toSet());
    return tables.stream().filter(table -> !created.contains(table.name())).toList();
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

  private Map<String, Object> values(Change change) {
    Map<String, Object> values = new HashMap<>(values(change.table()));
    values.put("hasHistory", change.hasHistory());
    if (change.column() != null) {
      values.put("column", change.column());
      values.put("isRemembered", change.isRemembered());
      values.put("fallback", change.fallback(keys));
      values.put("copied", change.copied());
      values.put("narrows", change.kind() == Kind.NARROW_TYPE);
    }
    return values;
  }

  private Map<String, Object> values(StarTable table) {
    Map<String, Object> values = new HashMap<>();
    values.put("area", area);
    values.put("keys", keys);
    values.put("table", table);
    values.put("procedure", table.procedure());
    if (table.isFact()) {
      values.putAll(new FactReferences(area, tables).of(table));
    }
    table
        .members()
        .ifPresent(
            members -> {
              values.put("members", members);
              values.put("unit", members.unitKey());
              values.put("references", new FactReferences(area, tables).to(table));
              values.put("changedColumns", changedColumns(table));
              values.put("identifying", identifying(table, members));
            });
    return values;
  }

  private static List<TableColumn> changedColumns(StarTable table) {
    return table.isType2()
        ? Stream.concat(table.columns().stream(), table.internalColumns().stream()).toList()
        : table.stagedTableColumns();
  }

  /** Columns that are known of a member that only facts name. */
  private static Set<String> identifying(StarTable table, Members members) {
    Set<String> columns = new HashSet<>(members.made());
    columns.add(table.keyColumn());
    columns.add(members.durableKey());
    columns.addAll(members.naturalKey());
    return columns;
  }
}
