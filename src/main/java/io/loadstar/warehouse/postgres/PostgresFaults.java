package io.loadstar.warehouse.postgres;

import io.loadstar.error.SqlFault;
import java.sql.SQLException;

/**
 * What Postgres' SQLSTATEs mean.
 *
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">Error Codes</a>
 */
final class PostgresFaults {
  private PostgresFaults() {}

  static SqlFault of(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "42501" -> SqlFault.MISSING_RIGHT;
      case "42P01" -> SqlFault.NO_SUCH_TABLE;
      case "3D000" -> SqlFault.NO_SUCH_DATABASE;
      case "53100" -> SqlFault.DISK_FULL;
      case "55P03" -> SqlFault.LOCK_TIMEOUT;
      case "40P01" -> SqlFault.DEADLOCK;
      case "23505" -> SqlFault.UNIQUE_VIOLATION;
      case "25006" -> SqlFault.READ_ONLY;
      case "2BP01" -> SqlFault.DEPENDENT_VIEW;
      case "0A000" ->
          String.valueOf(failure.getMessage()).contains("used by a view")
              ? SqlFault.DEPENDENT_VIEW
              : SqlFault.REFUSED;
      default -> ofClass(state);
    };
  }

  private static SqlFault ofClass(String state) {
    if (state.startsWith("08") || state.startsWith("57P")) {
      return SqlFault.CONNECTION_LOST;
    }
    return switch (state.isEmpty() ? "" : state.substring(0, 2)) {
      case "28" -> SqlFault.WRONG_PASSWORD;
      case "40" -> SqlFault.CONFLICT;
      case "42" -> SqlFault.BAD_SQL;
      case "53" -> SqlFault.OUT_OF_RESOURCES;
      default -> SqlFault.REFUSED;
    };
  }
}
