package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.BridgeTable;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.warehouse.Dialect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** Repeatable migrations: path below the area's folder, to text. */
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
      if (table.layout().isMonthly()) {
        for (Dialect dialect : Dialect.values()) {
          files.put(
              dialect.folder() + "/R__partition_" + table.name() + ".sql",
              new SqlTemplates(dialect).render("partition_fact.sql", values(table)));
        }
      }
    }
    if (!star.marts().isEmpty()) {
      files.put(
          "common/R__refresh_marts.sql",
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
    star.dimensions().stream()
        .filter(table -> !table.unknown().isEmpty())
        .forEach(table -> procedure(files, "unknown_" + table.name(), "unknown_texts", table));
    for (Dialect dialect : Dialect.values()) {
      files.put(
          dialect.folder() + "/R__reader_rights.sql",
          new SqlTemplates(dialect)
              .render("reader_rights.sql", Map.of("area", area, "tables", tableNames())));
    }
    return files;
  }

  /** A table that comes or goes changes the text, so that the rights are given anew. */
  private List<String> tableNames() {
    return Stream.concat(
            star.tables().stream().map(StarTable::name), star.marts().stream().map(MartTable::name))
        .toList();
  }

  private void procedure(Map<String, String> files, String name, String template, StarTable table) {
    files.put(
        "common/R__" + name + ".sql",
        new SqlTemplates(Dialect.POSTGRESQL).render("common/" + template + ".sql", values(table)));
  }

  /** How Postgres is told of a table's foreign keys. */
  String foreignKeys(StarTable table) {
    return new SqlTemplates(Dialect.POSTGRESQL)
        .render("postgresql/foreign_keys.sql", values(table))
        .strip();
  }

  /** Everything that would be generated if nothing were there, for Postgres. */
  String fresh() {
    String foreign = Dialect.REDSHIFT.folder() + "/";
    return unfilled()
        + "\n"
        + procedures().entrySet().stream()
            .filter(file -> !file.getKey().startsWith(foreign))
            .map(Map.Entry::getValue)
            .collect(Collectors.joining("\n"));
  }

  /** As above, without procedures. */
  String unfilled() {
    List<Change> all =
        Stream.concat(
                star.tables().stream().<Change>map(Change.CreateTable::new),
                star.marts().stream()
                    .<Change>map(
                        mart -> new MartChange.CreateMart(mart, MartIndex.neededBy(star, mart))))
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
    return sql.toString().strip().replaceAll("\\n{3,}", "\n\n") + "\n";
  }

  /** As SQL literals. */
  static Map<String, String> unknownTexts(DimensionTable dimension) {
    Map<String, String> literals = new LinkedHashMap<>();
    dimension
        .unknown()
        .forEach((name, text) -> literals.put(name, "'" + text.replace("'", "''") + "'"));
    return literals;
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
    values.put("isMonthly", table.layout().isMonthly());
    values.put("nullable", table instanceof FactTable fact ? fact.nullable() : List.of());
    values.put("redshiftLayout", RedshiftLayouts.clause(table.layout()));
    FactReferences references = new FactReferences(star);
    values.put("hasMarts", !star.marts().isEmpty());
    if (table instanceof FactTable fact) {
      values.putAll(references.of(fact));
      values.put("martReferences", new MartReferences(star).of(fact));
      values.put("martOutriggers", new MartReferences(star).outriggersOf(fact));
    }
    if (table instanceof DimensionTable dimension) {
      values.put("members", dimension.members());
      values.put("period", new VersionPeriod(dimension.members().isByTime()));
      values.put("unknownTexts", unknownTexts(dimension));
      values.put("unit", dimension.members().unitKey());
      values.put("references", references.to(dimension));
      values.put("outriggers", references.outriggers(dimension));
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
