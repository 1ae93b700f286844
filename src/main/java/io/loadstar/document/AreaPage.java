package io.loadstar.document;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import io.loadstar.model.star.BridgeTable;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a page says of an area.
 *
 * @param joins which tables join, each with the key
 * @param flows what is made from what: a source, a table or a mart, by name
 * @param queries text by name
 */
public record AreaPage(
    String name,
    String description,
    List<Source> sources,
    List<Table> tables,
    List<Link> joins,
    List<Link> flows,
    Map<String, String> queries) {

  /** A source and the fields of its files. */
  public record Source(String name, String path, String description, List<Column> columns) {}

  /**
   * A table of the star, a mart, or a view.
   *
   * @param kind dimension, bridge, fact, view or mart
   * @param about what one needs to know of it besides
   * @param sql the select of a mart or view, else empty
   */
  public record Table(
      String name,
      String kind,
      String description,
      String about,
      List<Column> columns,
      String sql) {}

  /**
   * A column.
   *
   * @param origin where it comes from, or what it must keep to
   */
  public record Column(String name, String type, String description, String origin) {}

  /** A line between two things, from one to the other. */
  public record Link(String from, String to, String label) {}

  /** From the spec and the tables that it means. */
  public static AreaPage of(SubjectArea area, Star star, Map<String, String> queries) {
    List<Table> tables = tables(area, star);
    return new AreaPage(
        area.name(),
        area.description(),
        area.sources().stream().map(AreaPage::source).toList(),
        tables,
        joins(area),
        flows(area, tables),
        queries);
  }

  /** Tables of one kind. */
  public List<Table> tables(String kind) {
    return tables.stream().filter(table -> table.kind().equals(kind)).toList();
  }

  private static Source source(SourceSpec source) {
    return new Source(
        source.name(),
        source.path(),
        source.description(),
        source.columns().stream()
            .map(
                column ->
                    new Column(
                        column.isInNoFile() ? column.name() : column.from(),
                        column.type().toString(),
                        column.description(),
                        Origins.rules(column)))
            .toList());
  }

  private static List<Table> tables(SubjectArea area, Star star) {
    Origins origins = new Origins(area);
    List<Table> tables = new ArrayList<>();
    for (FactTable fact : star.facts()) {
      FactSpec spec = area.fact(fact.name()).orElseThrow();
      String about = "One row per " + String.join(", ", spec.grain()) + "; from " + spec.from();
      tables.add(
          table(
              fact.name(),
              "fact",
              fact.description(),
              about,
              columns(fact.columns(), name -> origins.of(spec, name))));
    }
    for (DimensionTable dimension : star.dimensions()) {
      DimensionSpec spec = area.dimension(dimension.name()).orElseThrow();
      String about =
          (spec.isType2() ? "Type 2, a row per member and period" : "Type 1, a row per member")
              + "; natural key "
              + String.join(", ", spec.naturalKey())
              + "; from "
              + spec.from();
      tables.add(
          table(
              dimension.name(),
              "dimension",
              dimension.description(),
              about,
              columns(dimension.columns(), name -> origins.of(spec, name))));
    }
    for (BridgeTable bridge : star.bridges()) {
      BridgeSpec spec = area.bridge(bridge.name()).orElseThrow();
      tables.add(
          table(
              bridge.name(),
              "bridge",
              bridge.description(),
              "From " + spec.from(),
              columns(bridge.columns(), name -> origins.of(spec, name))));
    }
    area.views().forEach(view -> tables.add(view(view)));
    star.marts().forEach(mart -> tables.add(mart(mart)));
    return tables;
  }

  private static Table table(
      String name, String kind, String description, String about, List<Column> columns) {
    return new Table(name, kind, description, about, columns, "");
  }

  private static Table view(ViewSpec view) {
    return new Table(
        view.name(),
        "view",
        view.description(),
        "Spark makes it of "
            + String.join(", ", view.reads())
            + " while a batch is loaded; the warehouse has none",
        view.columns().stream()
            .map(
                column ->
                    new Column(column.name(), column.type().toString(), column.description(), ""))
            .toList(),
        view.sql().strip());
  }

  private static Table mart(MartTable mart) {
    return new Table(
        mart.name(),
        "mart",
        mart.description(),
        "One row per "
            + String.join(", ", mart.grain())
            + "; refreshed by "
            + mart.refresh().column(),
        columns(mart.columns(), name -> ""),
        mart.sql().strip());
  }

  private static List<Column> columns(List<TableColumn> columns, UnaryOperator<String> origin) {
    return columns.stream()
        .map(
            column ->
                new Column(
                    column.name(),
                    column.type().toString(),
                    column.description(),
                    origin.apply(column.name())))
        .toList();
  }

  private static List<Link> joins(SubjectArea area) {
    List<Link> joins = new ArrayList<>();
    for (FactSpec fact : area.facts()) {
      fact.dimensions()
          .forEach(
              reference -> joins.add(new Link(fact.name(), reference.to(), reference.keyColumn())));
      fact.bridges().forEach(bridge -> joins.add(new Link(fact.name(), bridge.name(), "")));
    }
    for (DimensionSpec dimension : area.dimensions()) {
      dimension
          .bridges()
          .forEach(bridge -> joins.add(new Link(dimension.name(), bridge.name(), "")));
      dimension
          .outriggers()
          .forEach(
              reference ->
                  joins.add(new Link(dimension.name(), reference.to(), reference.keyColumn())));
    }
    return joins;
  }

  /** A mart is made from the tables and marts that its text names. */
  private static List<Link> flows(SubjectArea area, List<Table> tables) {
    List<Link> flows = new ArrayList<>();
    area.views()
        .forEach(view -> view.reads().forEach(read -> flows.add(new Link(read, view.name(), ""))));
    for (Table table : tables) {
      area.sourceOf(table.name())
          .ifPresent(source -> flows.add(new Link(source, table.name(), "")));
      for (Table other : tables) {
        boolean isNamed =
            table.sql().matches("(?s).*\\b" + area.name() + "\\." + other.name() + "\\b.*");
        if (isNamed && !other.equals(table)) {
          flows.add(new Link(other.name(), table.name(), ""));
        }
      }
    }
    return flows;
  }
}
