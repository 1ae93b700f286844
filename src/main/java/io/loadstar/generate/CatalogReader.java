package io.loadstar.generate;

import io.loadstar.model.ColumnType;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FactSpec;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTable.TableColumn;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an area's tables from the catalogue of a Postgres warehouse. */
final class CatalogReader {
  /** Only tables that have a staging table are Loadstar's; marts and views are left alone. */
  private static final String COLUMNS =
      """
      select
          tables.relname as table_name,
          attributes.attname as column_name,
          format_type(attributes.atttypid, attributes.atttypmod) as column_type,
          coalesce(
              (
                  select case when helper.relname like 'changed%' then 'DIMENSION' else 'FACT' end
                  from pg_class as helper
                  inner join pg_namespace as staging on staging.oid = helper.relnamespace
                  where staging.nspname = ? || '_staging'
                      and helper.relname in ('changed_' || tables.relname, 'superseded_' || tables.relname)
              ),
              'BRIDGE'
          ) as kind,
          (
              select coalesce(obj_description(helper.oid, 'pg_class'), 'type1')
              from pg_class as helper
              inner join pg_namespace as staging on staging.oid = helper.relnamespace
              where staging.nspname = ? || '_staging' and helper.relname = 'history_' || tables.relname
          ) as history
      from pg_attribute as attributes
      inner join pg_class as tables on tables.oid = attributes.attrelid
      inner join pg_namespace as schemas on schemas.oid = tables.relnamespace
      where schemas.nspname = ?
          and tables.relkind = 'r'
          and attributes.attnum > 0
          and not attributes.attisdropped
          and attributes.attname not like '\\_%'
          and exists (
              select 1 from pg_class as staged
              inner join pg_namespace as staging on staging.oid = staged.relnamespace
              where staging.nspname = ? || '_staging' and staged.relname = 'staging_' || tables.relname
          )
      order by tables.relname, attributes.attnum
      """;

  private static final Pattern SIZED = Pattern.compile("(.+)\\((\\d+)(?:,(\\d+))?\\)");

  private CatalogReader() {}

  /**
   * A table that is there.
   *
   * @param history signature of what each batch said of a dimension's members, null if that is not
   *     kept
   */
  record Present(StarTable table, String history) {
    boolean hasHistory() {
      return history != null;
    }
  }

  static Map<String, Present> tables(Connection connection, String area) throws SQLException {
    Map<String, List<TableColumn>> columns = new LinkedHashMap<>();
    Map<String, StarTable.Kind> kinds = new LinkedHashMap<>();
    Map<String, String> histories = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      for (int i = 1; i <= 4; i++) {
        statement.setString(i, area);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          columns
              .computeIfAbsent(rows.getString("table_name"), name -> new ArrayList<>())
              .add(
                  new TableColumn(
                      rows.getString("column_name"),
                      type(rows.getString("column_type")),
                      false,
                      ""));
          kinds.put(rows.getString("table_name"), StarTable.Kind.valueOf(rows.getString("kind")));
          histories.put(rows.getString("table_name"), rows.getString("history"));
        }
      }
    }
    Map<String, Present> tables = new LinkedHashMap<>();
    columns.forEach(
        (name, own) ->
            tables.put(
                name, new Present(table(area, name, own, kinds.get(name)), histories.get(name))));
    return tables;
  }

  private static StarTable table(
      String area, String name, List<TableColumn> columns, StarTable.Kind kind) {
    return new StarTable(
        area,
        name,
        kind,
        columns,
        List.of(),
        kind == StarTable.Kind.DIMENSION ? columns.get(0).name() : "",
        Map.of(),
        List.of(),
        false,
        FactSpec.AcrossBatches.LATEST,
        "",
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static ColumnType type(String catalogType) {
    if (catalogType.endsWith("[]")) {
      return ColumnType.array(type(catalogType.replace("[]", "")).maxLength());
    }
    Matcher sized = SIZED.matcher(catalogType);
    String word = sized.matches() ? sized.group(1) : catalogType;
    return switch (word) {
      case "integer" -> ColumnType.of(Kind.INTEGER);
      case "bigint" -> ColumnType.of(Kind.BIGINT);
      case "double precision" -> ColumnType.of(Kind.DOUBLE);
      case "boolean" -> ColumnType.of(Kind.BOOLEAN);
      case "date" -> ColumnType.of(Kind.DATE);
      case "timestamp without time zone" -> ColumnType.of(Kind.TIMESTAMP);
      case "numeric" ->
          ColumnType.decimal(Integer.parseInt(sized.group(2)), Integer.parseInt(sized.group(3)));
      case "uuid" -> ColumnType.of(Kind.UUID);
      case "character varying" -> ColumnType.string(Integer.parseInt(sized.group(2)));
      default -> ColumnType.of(Kind.STRING);
    };
  }
}
