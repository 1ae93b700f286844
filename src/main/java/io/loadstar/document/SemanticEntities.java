package io.loadstar.document;

import io.loadstar.document.SemanticModel.Entity;
import io.loadstar.document.SemanticModel.Field;
import io.loadstar.document.SemanticModel.Join;
import io.loadstar.document.SemanticModel.Measure;
import io.loadstar.model.ColumnType;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.AcrossBatches;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.BridgeTable;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the semantic model that a spec means. */
record SemanticEntities(SubjectArea area, Star star) {
  private static final String KEY = "_key";
  private static final String DATE_KEY = "date_key";
  private static final String SHARED = "shared";

  private static final List<Field> CALENDAR =
      List.of(
          field(DATE_KEY, Kind.INTEGER, "The date as yyyymmdd"),
          field("full_date", Kind.DATE, "The date"),
          field("day_name", Kind.STRING, "Monday to Sunday"),
          field("day_of_week", Kind.INTEGER, "ISO: Monday is 1, Sunday is 7"),
          field("iso_year_week", Kind.STRING, "ISO year and week"),
          field("month_name", Kind.STRING, "January to December"),
          field("calendar_year_month", Kind.STRING, "Year and month"),
          field("calendar_quarter", Kind.INTEGER, "Quarter of the year, from 1"),
          field("calendar_year", Kind.INTEGER, "Year"),
          field("fiscal_year", Kind.INTEGER, "Fiscal year"),
          field("fiscal_quarter", Kind.INTEGER, "Quarter of the fiscal year, from 1"),
          field("is_weekend", Kind.BOOLEAN, "Whether it is Saturday or Sunday"),
          field("is_holiday", Kind.BOOLEAN, "Whether it is a holiday"),
          field("holiday_name", Kind.STRING, "Which holiday"));

  SemanticModel model() {
    List<Entity> entities = new ArrayList<>();
    entities.add(
        new Entity(
            SHARED,
            DimensionReference.CALENDAR,
            "calendar",
            "The calendar, a row per date",
            List.of(DATE_KEY),
            List.of(),
            CALENDAR,
            List.of(),
            List.of()));
    star.bridges().forEach(bridge -> entities.add(bridge(bridge)));
    // What others refer to comes first.
    star.dimensions().stream()
        .filter(dimension -> dimension.foreignKeys().isEmpty())
        .forEach(dimension -> entities.add(dimension(dimension)));
    star.dimensions().stream()
        .filter(dimension -> !dimension.foreignKeys().isEmpty())
        .forEach(dimension -> entities.add(dimension(dimension)));
    star.facts().forEach(fact -> entities.add(fact(fact)));
    star.marts().forEach(mart -> entities.add(mart(mart)));
    return new SemanticModel(star.area(), line(area.description()), entities);
  }

  private static Field field(String name, Kind kind, String description) {
    return new Field(
        name, kind == Kind.STRING ? ColumnType.string(400) : ColumnType.of(kind), description);
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static List<Field> fields(List<TableColumn> columns) {
    return columns.stream()
        .map(column -> new Field(column.name(), column.type(), line(column.description())))
        .toList();
  }

  private static Entity bridge(BridgeTable table) {
    return new Entity(
        table.area(),
        table.name(),
        "bridge",
        line(table.description()),
        table.grain(),
        List.of(),
        fields(table.columns()),
        List.of(),
        List.of());
  }

  private Entity dimension(DimensionTable table) {
    String noun = table.name().replaceFirst("^dim_", "");
    return new Entity(
        table.area(),
        table.name(),
        "dimension",
        line(table.description()),
        List.of(table.keyColumn()),
        List.of(),
        fields(table.columns()),
        joins(table, table.foreignKeys()),
        List.of(count(free(noun + "_count", new HashSet<>(table.columnNames())), table)));
  }

  private Entity fact(FactTable table) {
    Map<String, String> keys = new LinkedHashMap<>(table.foreignKeys());
    keys.putIfAbsent(DATE_KEY, SHARED + "." + DimensionReference.CALENDAR);
    List<Join> joins = joins(table, keys);
    return new Entity(
        table.area(),
        table.name(),
        "fact",
        line(table.description()),
        table.acrossBatches() == AcrossBatches.ALL ? List.of() : table.grain(),
        table.nullable(),
        fields(table.columns()),
        joins,
        measures(table, joins));
  }

  private Entity mart(MartTable table) {
    boolean isDated = table.columnNames().contains(DATE_KEY);
    Join date =
        new Join(
            free("date", new HashSet<>(table.columnNames())),
            DimensionReference.CALENDAR,
            DimensionReference.CALENDAR,
            DimensionReference.CALENDAR,
            DATE_KEY,
            DATE_KEY,
            true,
            false);
    return new Entity(
        table.area(),
        table.name(),
        "mart",
        line(table.description()),
        table.grain(),
        List.of(),
        fields(table.columns()),
        isDated ? List.of(date) : List.of(),
        List.of());
  }

  private List<Join> joins(StarTable table, Map<String, String> keys) {
    List<Join> joins = new ArrayList<>();
    Set<String> columns = Set.copyOf(table.columnNames());
    Set<String> taken = new HashSet<>(columns);
    keys.forEach(
        (column, qualified) -> {
          String to = qualified.substring(qualified.indexOf('.') + 1);
          String role = column.endsWith(KEY) ? column.replaceFirst(KEY + "$", "") : to;
          boolean isOnlyRole = keys.values().stream().filter(qualified::equals).count() == 1;
          String alias = free(role, taken);
          String roleName = isOnlyRole ? fullName(to) : star.area() + "_" + to + "_" + alias;
          joins.add(
              new Join(alias, to, fullName(to), roleName, column, key(to), isOnlyRole, false));
        });
    for (BridgeTable bridge : star.bridges()) {
      String group = bridge.grain().get(0);
      boolean isOfTable = area.bridge(bridge.name()).orElseThrow().from().equals(source(table));
      if (isOfTable && columns.contains(group)) {
        joins.add(
            new Join(
                free(bridge.name(), taken),
                bridge.name(),
                fullName(bridge.name()),
                fullName(bridge.name()),
                group,
                group,
                true,
                true));
      }
    }
    return joins;
  }

  /** The name, or the name with a number, and takes it. */
  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int number = 2; !taken.add(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }

  private String fullName(String table) {
    return table.equals(DimensionReference.CALENDAR) ? table : star.area() + "_" + table;
  }

  private String source(StarTable table) {
    return area.sourceOf(table.name()).orElse("");
  }

  private String key(String table) {
    return table.equals(DimensionReference.CALENDAR) ? DATE_KEY : star.dimension(table).keyColumn();
  }

  private static Measure count(String name, StarTable table) {
    return new Measure(name, name, "count", "", "Rows of " + table.name());
  }

  private List<Measure> measures(FactTable table, List<Join> joins) {
    String noun = table.name().replaceFirst("^fact_", "");
    Set<String> taken = new HashSet<>(table.columnNames());
    joins.forEach(join -> taken.add(join.alias()));
    List<Measure> measures = new ArrayList<>();
    measures.add(count(free(noun + "_count", taken), table));
    for (FactSpec.Measure measure : area.fact(table.name()).orElseThrow().measures()) {
      Kind kind = table.column(measure.name()).orElseThrow().type().kind();
      boolean isNumber =
          switch (kind) {
            case INTEGER, BIGINT, DECIMAL, DOUBLE -> true;
            case BOOLEAN, DATE, TIMESTAMP, STRING, ARRAY, UUID -> false;
          };
      if (isNumber) {
        String about =
            line(measure.description().isEmpty() ? measure.name() : measure.description());
        measures.add(
            aggregate(noun, free("total_" + measure.name(), taken), "sum", measure, about));
        measures.add(
            aggregate(noun, free("average_" + measure.name(), taken), "average", measure, about));
      }
    }
    return measures;
  }

  private static Measure aggregate(
      String noun, String name, String function, FactSpec.Measure measure, String about) {
    String word = function.equals("sum") ? "Sum of: " : "Average of: ";
    return new Measure(name, noun + "_" + name, function, measure.name(), word + about);
  }
}
