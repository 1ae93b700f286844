package io.loadstar.warehouse.postgres;

import io.loadstar.model.ColumnType;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.star.TableColumn;
import io.loadstar.warehouse.Catalog;
import io.loadstar.warehouse.PresentTable;
import io.loadstar.warehouse.SchemaDetails;
import io.loadstar.warehouse.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The catalogue of a Postgres warehouse. */
final class PostgresCatalog implements Catalog {
  /** Only tables that have a table of their own in the staging schema are Loadstar's. */
  private static final String COLUMNS =
      """
      select
          tables.relname as table_name,
          attributes.attname as column_name,
          format_type(attributes.atttypid, attributes.atttypmod) as column_type,
          attributes.attnotnull as is_needed,
          case
              when tables.relkind <> 'p' then 'NONE'
              when exists (
                  select 1
                  from pg_proc as procedures
                  inner join pg_namespace as homes on homes.oid = procedures.pronamespace
                  where homes.nspname in (schemas.nspname, schemas.nspname || '_staging')
                      and procedures.proname = 'partition_' || tables.relname
              )
              then 'MONTHS'
              else 'OTHER'
          end as partitions,
          coalesce(
              (
                  select
                      case
                          when helper.relname like 'changed%' then 'DIMENSION'
                          when helper.relname like 'superseded%' then 'FACT'
                          else 'MART'
                      end
                  from pg_class as helper
                  inner join pg_namespace as staging on staging.oid = helper.relnamespace
                  where staging.nspname = ? || '_staging'
                      and helper.relname in (
                          'changed_' || tables.relname,
                          'superseded_' || tables.relname,
                          'refreshed_' || tables.relname
                      )
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
          and tables.relkind in ('r', 'p')
          and attributes.attnum > 0
          and not attributes.attisdropped
          and attributes.attname not like '\\_%'
          and exists (
              select 1 from pg_class as staged
              inner join pg_namespace as staging on staging.oid = staged.relnamespace
              where staging.nspname = ? || '_staging' and staged.relname in ('staging_' || tables.relname, 'refreshed_' || tables.relname)
          )
      order by tables.relname, attributes.attnum
      """;

  private static final Pattern SIZED = Pattern.compile("(.+)\\((\\d+)(?:,(\\d+))?\\)");

  @Override
  public Map<String, PresentTable> tables(Session session, String area) {
    return session.run("reading the catalogue", connection -> tables(connection, area));
  }

  private static Map<String, PresentTable> tables(Connection connection, String area)
      throws SQLException {
    Map<String, PresentTable> tables = new LinkedHashMap<>();
    List<String> work = workTables(connection, area);
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      for (int i = 1; i <= 4; i++) {
        statement.setString(i, area);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          String name = rows.getString("table_name");
          if (!tables.containsKey(name)) {
            tables.put(name, table(area, name, work, rows));
          }
          tables
              .get(name)
              .columns()
              .add(
                  new TableColumn(
                      rows.getString("column_name"),
                      type(rows.getString("column_type")),
                      rows.getBoolean("is_needed"),
                      ""));
        }
      }
    }
    return tables;
  }

  private static List<String> workTables(Connection connection, String area) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select relname from pg_class where relnamespace = to_regnamespace(?) and relkind = 'r'")) {
      statement.setString(1, area + "_staging");
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
    }
    return names;
  }

  private static PresentTable table(String area, String name, List<String> work, ResultSet row)
      throws SQLException {
    return new PresentTable(
        area,
        name,
        PresentTable.Kind.valueOf(row.getString("kind")),
        new ArrayList<>(),
        work.stream().filter(each -> each.matches("[a-z]+_" + Pattern.quote(name))).toList(),
        PresentTable.Partitions.valueOf(row.getString("partitions")),
        Optional.ofNullable(row.getString("history")));
  }

  @Override
  public SchemaDetails details(Session session, String area) {
    return session.run("reading the catalogue", connection -> PostgresDetails.of(connection, area));
  }

  @Override
  public boolean hasTable(Session session, String schema, String table) {
    return isThere(session, "select to_regclass(?) is not null", schema + "." + table);
  }

  @Override
  public boolean hasSchema(Session session, String schema) {
    return isThere(session, "select to_regnamespace(?) is not null", schema);
  }

  private static boolean isThere(Session session, String sql, String name) {
    return session.run(
        "looking for " + name,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() && row.getBoolean(1);
            }
          }
        });
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
