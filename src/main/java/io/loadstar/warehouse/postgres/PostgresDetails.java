package io.loadstar.warehouse.postgres;

import io.loadstar.warehouse.SchemaDetails;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@link SchemaDetails} from the catalogue. */
final class PostgresDetails {
  private static final String FOREIGN_KEYS =
      """
      select
          tables.relname || '.' || constraints.conname,
          pg_get_constraintdef(constraints.oid)
      from pg_constraint as constraints
      inner join pg_class as tables on tables.oid = constraints.conrelid
      where constraints.contype = 'f'
          and tables.relnamespace = to_regnamespace(?)
      """;

  private static final String INDEXES =
      """
      select
          indexname,
          indexdef
      from pg_indexes
      where schemaname in (?, ? || '_staging')
          and indexname not like '%_pk'
          and indexname not like '%_pkey'
      """;

  private static final String WORK_TABLES =
      """
      select
          tables.relname,
          string_agg(
              attributes.attname || ' ' || format_type(attributes.atttypid, attributes.atttypmod),
              ', ' order by attributes.attnum
          )
      from pg_class as tables
      inner join pg_attribute as attributes on attributes.attrelid = tables.oid
      where tables.relnamespace = to_regnamespace(? || '_staging')
          and tables.relpersistence = 'u'
          and tables.relkind = 'r'
          and attributes.attnum > 0
          and not attributes.attisdropped
      group by tables.relname
      """;

  private static final String PROCEDURES =
      """
      select
          pronamespace::regnamespace || '.' || proname
              || '(' || pg_get_function_identity_arguments(oid) || ')',
          ''
      from pg_proc
      where pronamespace in (to_regnamespace(?), to_regnamespace(? || '_staging'))
          and prokind = 'p'
      """;

  private PostgresDetails() {}

  static SchemaDetails of(Connection connection, String area) throws SQLException {
    return new SchemaDetails(
        texts(connection, FOREIGN_KEYS, area),
        texts(connection, INDEXES, area, area),
        texts(connection, WORK_TABLES, area),
        texts(connection, PROCEDURES, area, area).keySet());
  }

  private static Map<String, String> texts(Connection connection, String sql, String... values)
      throws SQLException {
    Map<String, String> texts = new TreeMap<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          texts.put(rows.getString(1), rows.getString(2));
        }
      }
    }
    return texts;
  }
}
