package io.loadstar.query;

import io.loadstar.error.SqlFault;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A question to the ledger, which a warehouse may not have yet. */
final class LedgerQuery {
  private LedgerQuery() {}

  /** Makes something of the rows. */
  interface Reader<T> {
    T read(ResultSet rows) throws SQLException;
  }

  /**
   * Asks.
   *
   * @param none the answer where there is no ledger
   */
  static <T> T ask(
      Warehouse warehouse, String statement, Reader<T> reader, T none, @Nullable Object... values) {
    try (Session session = warehouse.connect();
        PreparedStatement prepared = session.prepare(statement, values);
        ResultSet rows = prepared.executeQuery()) {
      return reader.read(rows);
    } catch (SQLException e) {
      if (warehouse.fault(e) == SqlFault.NO_SUCH_TABLE) {
        return none;
      }
      throw WarehouseErrors.queryFailed("of the ledger", e);
    }
  }
}
