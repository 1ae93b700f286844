package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.BridgeTable;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.warehouse.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The SQL that a spec means, file by file. */
final class AreaSql {
  private final String area;
  private final KeyForm keys;
  private final Star star;

  AreaSql(KeyForm keys, Star star) {
    this.area = star.area();
    this.keys = keys;
    this.star = star;
  }

  /** Repeatable migrations for both engines: file name to text. */
  Map<String, String> procedures() {
    Map<String, String> files = new LinkedHashMap<>();
    for (DimensionTable table : star.dimensions()) {
      procedure(files, table.procedure(), "merge_dimension", table);
      procedure(files, "restage_" + table.name(), "restage_dimension", table);
      procedure(files, "prune_" + table.name(), "prune_dimension", table);
    }
    for (BridgeTable table : star.bridges()) {
      procedure(files, table.procedure(), "add_bridge", table);
    }
    for (FactTable table : star.facts()) {
      procedure(files, table.procedure(), "replace_fact", table);
      procedure(files, "displace_" + table.name(), "displace_fact", table);
      procedure(files, "retract_" + table.name(), "retract_fact", table);
    }
    if (!star.facts().isEmpty()) {
      files.put(
          "R__add_dates.sql",
          new SqlTemplates(Dialect.POSTGRESQL)
              .render("common/add_dates.sql", Map.of("area", area)));
    }
    if (!star.marts().isEmpty()) {
      files.put(
          "R__refresh_marts.sql",
          new SqlTemplates(Dialect.POSTGRESQL)
              .render(
                  "common/refresh_marts.sql",
                  Map.of(
                      "area",
                      area,
                      "marts",
                      star.marts().stream()
                          .map(mart -> new MartSql(star, mart).values())
                          .toList())));
    }
    return files;
  }

  private void procedure(Map<String, String> files, String name, String template, StarTable table) {
    files.put(
        "R__" + name + ".sql",
        new SqlTemplates(Dialect.POSTGRESQL).render("common/" + template + ".sql", values(table)));
  }

  /** How Postgres is told of a fact's foreign keys. */
  String foreignKeys(FactTable fact) {
    return new SqlTemplates(Dialect.POSTGRESQL)
        .render("postgresql/foreign_keys.sql", values(fact))
        .strip();
  }

  /** Everything that would be generated if nothing were there, for Postgres. */
  String fresh() {
    return unfilled() + "\n" + String.join("\n", procedures().values());
  }

  /** As above, without procedures. */
  String unfilled() {
    List<Change> all =
        Stream.concat(
                star.tables().stream().<Change>map(Change.CreateTable::new),
                star.marts().stream().<Change>map(MartChange.CreateMart::new))
            .toList();
    return migration(all, true, Dialect.POSTGRESQL);
  }

  /** Text of the next versioned migration. */
  String migration(List<Change> changes, boolean isFirst, Dialect dialect) {
    SqlTemplates templates = new SqlTemplates(dialect);
    StringBuilder sql =
        new StringBuilder(
            "-- Generated from " + area + ".yaml by 'loadstar generate " + area + "'.\n\n");
    if (isFirst) {
      sql.append(templates.render("prologue.sql", Map.of("area", area)));
    }
    for (Change change : changes) {
      sql.append(templates.render(change.template() + ".sql", values(change)));
    }
    for (StarTable table : restaged(changes)) {
      sql.append("\n").append(templates.render("common/recreate_staging.sql", values(table)));
    }
    return sql.toString().strip().replaceAll("\\n{3,}", "\n\n") + "\n";
  }

  /**
   * Tables that were there before and change, and dimensions that changed facts refer to: what is
   * moved with those depends on how they refer.
   */
  private List<StarTable> restaged(List<Change> changes) {
    Set<String> created = new HashSet<>();
    Set<String> changed = new HashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.CreateTable made) {
        created.add(made.table().qualifiedName());
      }
      if (change instanceof Change.OfTable of) {
        changed.add(of.table().qualifiedName());
        if (of.table() instanceof FactTable fact) {
          changed.addAll(fact.foreignKeys().values());
        }
      }
    }
    return star.tables().stream()
        .filter(table -> changed.contains(table.qualifiedName()))
        .filter(table -> !created.contains(table.qualifiedName()))
        .toList();
  }

  private Map<String, Object> values(Change change) {
    Map<String, Object> values = new HashMap<>();
    values.put("area", area);
    if (change instanceof Change.OfTable ofTable) {
      values.putAll(values(ofTable.table()));
    }
    values.putAll(change.values(keys));
    return values;
  }

  private Map<String, Object> values(StarTable table) {
    Map<String, Object> values = new HashMap<>();
    values.put("area", area);
    values.put("keys", keys);
    values.put("table", table);
    FactReferences references = new FactReferences(star);
    values.put("hasMarts", !star.marts().isEmpty());
    if (table instanceof FactTable fact) {
      values.putAll(references.of(fact));
      values.put("martReferences", new MartReferences(star).of(fact));
    }
    if (table instanceof DimensionTable dimension) {
      values.put("members", dimension.members());
      values.put("unit", dimension.members().unitKey());
      values.put("references", references.to(dimension));
      values.put(
          "mayBeKept",
          references.to(dimension).stream().anyMatch(reference -> !reference.mayBeUnknown()));
      values.put("martReferences", new MartReferences(star).resolvedTo(dimension));
      values.put("changedColumns", dimension.changedColumns());
      values.put("identifying", dimension.identifying());
    }
    return values;
  }
}
