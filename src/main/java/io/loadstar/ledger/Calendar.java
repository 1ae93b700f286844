package io.loadstar.ledger;

import io.loadstar.model.CalendarSpec;
import io.loadstar.model.CalendarSpec.Years;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;

/** The calendar that all areas share. */
public final class Calendar {
  private Calendar() {}

  /** Makes it what the project says, unless it is that already. */
  public static void apply(CalendarSpec spec, Warehouse warehouse) {
    boolean isThere =
        warehouse.inTransaction(
            "reading the calendar",
            connection -> fingerprint(warehouse, connection).equals(spec.fingerprint()));
    if (!isThere) {
      try (Session session = warehouse.connect()) {
        session.inTransaction(
            "setting up the calendar",
            connection -> {
              set(spec, session);
              return true;
            });
      }
    }
  }

  private static String fingerprint(Warehouse warehouse, java.sql.Connection connection)
      throws SQLException {
    Session session = new Session(warehouse, connection);
    try (PreparedStatement statement = session.prepare("calendar/fingerprint");
        ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static void set(CalendarSpec spec, Session session) throws SQLException {
    execute(session, "publish/lock_calendar");
    execute(session, "calendar/set", spec.fiscalFirstMonth(), spec.fingerprint());
    execute(session, "calendar/forget_holidays");
    for (Map.Entry<LocalDate, String> holiday : spec.holidays().entrySet()) {
      execute(session, "calendar/insert_holiday", holiday.getKey(), holiday.getValue());
    }
    if (spec.years().isPresent()) {
      Years years = spec.years().get();
      for (int year = years.first(); year <= years.last(); year++) {
        execute(session, "calendar/insert_year", year);
      }
    }
    execute(session, "calendar/fill");
    execute(session, "calendar/mark");
  }

  private static void execute(Session session, String statement, Object... values)
      throws SQLException {
    try (PreparedStatement prepared = session.prepare(statement, values)) {
      prepared.execute();
    }
  }
}
