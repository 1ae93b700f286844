package io.loadstar.query;

import io.loadstar.error.SqlFault;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.model.ColumnType;
import io.loadstar.model.FactSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What an area's runs do at the moment. */
public record RunningArea(Warehouse warehouse, SubjectArea area) {
  /** The newest runs first: rows, rate, where the time went, and how long files had waited. */
  public ResultTable newest(int limit) {
    return LedgerQuery.ask(
        warehouse,
        "query/followed_runs",
        Queries::table,
        new ResultTable(List.of(), List.of()),
        area.name(),
        limit);
  }

  /** Time of the newest event of any fact that keeps times, in UTC; empty if there is none. */
  public Optional<LocalDateTime> newestEvent() {
    return area.facts().stream()
        .flatMap(this::timed)
        .flatMap(fact -> newest(fact).stream())
        .max(LocalDateTime::compareTo);
  }

  private Stream<FactSpec> timed(FactSpec fact) {
    boolean isTime =
        area.relation(fact.from())
            .flatMap(from -> from.column(fact.date()))
            .filter(column -> column.type().kind() == ColumnType.Kind.TIMESTAMP)
            .isPresent();
    return isTime && fact.keptColumns().contains(fact.date()) ? Stream.of(fact) : Stream.empty();
  }

  private Optional<LocalDateTime> newest(FactSpec fact) {
    Map<String, String> names =
        Map.of("column", fact.date(), "table", area.name() + "." + fact.name());
    try (Session session = warehouse.connect();
        PreparedStatement statement = session.prepare("query/newest_event", names);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return Optional.ofNullable(row.getObject(1, LocalDateTime.class));
    } catch (SQLException e) {
      if (warehouse.fault(e) == SqlFault.NO_SUCH_TABLE) {
        return Optional.empty();
      }
      throw WarehouseErrors.queryFailed("of " + area.name() + "." + fact.name(), e);
    }
  }
}
