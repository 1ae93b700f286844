package io.loadstar.warehouse.postgres;

import io.loadstar.model.ColumnType;
import io.loadstar.warehouse.SqlValues;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Many values are an array of Postgres's. */
final class PostgresValues implements SqlValues {
  @Override
  public void bindAll(
      PreparedStatement statement, int parameter, ColumnType type, @Nullable Object[] texts)
      throws SQLException {
    statement.setArray(
        parameter, statement.getConnection().createArrayOf(elementType(type), texts));
  }

  @Override
  public @Nullable Object elements(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? null : array.getArray();
  }

  private static String elementType(ColumnType type) {
    return switch (type.kind()) {
      case STRING, ARRAY -> "varchar";
      case DECIMAL -> "numeric";
      case DOUBLE -> "float8";
      case INTEGER, BIGINT, BOOLEAN, DATE, TIMESTAMP, UUID ->
          type.kind().name().toLowerCase(Locale.ROOT).replace("bigint", "int8");
    };
  }
}
