package io.loadstar.warehouse;

import io.loadstar.model.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Values that each engine takes and gives in a way of its own. */
public interface SqlValues {
  /**
   * Sends many values of a column at once, for a statement's one parameter.
   *
   * @param texts the values as texts, or null
   */
  void bindAll(
      PreparedStatement statement, int parameter, ColumnType type, @Nullable Object[] texts)
      throws SQLException;

  /** The elements of an array's column; null if there is no array. */
  @Nullable Object elements(ResultSet row, int column) throws SQLException;
}
