package io.loadstar.publish;

import io.loadstar.cli.Project;
import io.loadstar.error.LoaderException;
import io.loadstar.model.run.Contribution;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.pipeline.Check;
import io.loadstar.publish.PeopleModel.Batch;
import io.loadstar.publish.PeopleModel.History;
import io.loadstar.publish.PeopleModel.Missing;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.postgres.PostgresSettings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People and their visits in a warehouse, loaded through the procedures themselves. */
final class PeopleStar {
  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.csv
          <delivers>
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string, max_length: 20}
            nick:      {type: string, max_length: 20}
            rank:      {type: integer, required: true}
            <moved>
        cities:
          path: cities.csv
          columns:
            city:  {type: string, max_length: 20, required: true}
            mayor: {type: string, max_length: 20}
        visits:
          path: visits.csv
          columns:
            person_id: {type: integer}
            place:     {type: string, max_length: 20}
            <seen>
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [city, nick], outriggers: {city_key: {to: dim_city, by: [city]}}, <history>}
        dim_city: {from: cities, natural_key: [city], attributes: [mayor]}
      facts:
        fact_visit:
          from: visits
          grain: [place, <seen_name>]
          nullable: [place]
          date: <seen_name>
          dimensions:
            person_key: {to: dim_person, by: [person_id], missing: <missing>}
      marts:
        visits_by_words:
          grain: [date_key, words]
          date: date_key
          columns: {date_key: {type: integer}, words: {type: string}, visits: {type: bigint}}
        visits_by_month:
          grain: [month_key]
          date: month_key
          reach: month
          columns: {month_key: {type: integer}, keys: {type: bigint}}
      """;

  private static final Map<String, String> MARTS =
      Map.of(
          "visits_by_words",
          """
          select
              visit.date_key,
              coalesce(person.city, '') || '|' || coalesce(person.nick, '') || '|' || coalesce(city.mayor, '') as words,
              count(*) as visits
          from people.fact_visit as visit
          inner join people.dim_person as person on person.person_key = visit.person_key
          inner join people.dim_city as city on city.city_key = person.city_key
          group by visit.date_key, coalesce(person.city, '') || '|' || coalesce(person.nick, '') || '|' || coalesce(city.mayor, '')
          """,
          "visits_by_month",
          """
          select date_key / 100 * 100 + 1 as month_key, count(distinct person_key) as keys
          from people.fact_visit
          group by date_key / 100 * 100 + 1
          """);

  private static final String DURABLE =
      "encode(sha256(convert_to(?::integer::text, 'UTF8')), 'hex')";
  private static final String CITY = "encode(sha256(convert_to(?::text, 'UTF8')), 'hex')";
  private static final String NOBODY = "0".repeat(64);

  private final History history;
  private final Missing missing;
  private final Connection connection;
  private final String url;
  private final Star star;
  private long run;

  PeopleStar(History history, Missing missing) {
    this.history = history;
    this.missing = missing;
    String spec =
        SPEC.replace("<delivers>", "delivers: " + history.delivers.replace(", ", "\n    "))
            .replace(", <history>", history.isType2() ? ", " + history.spec : "")
            .replace(
                "<moved>",
                history.isByTime() ? "moved_at: {type: timestamp}" : "moved_on: {type: date}")
            .replace(
                "<seen>",
                seen()
                    + ": {type: "
                    + (history.isByTime() ? "timestamp" : "date")
                    + ", required: true}")
            .replace("<seen_name>", seen())
            .replace("<missing>", missing.name().toLowerCase(java.util.Locale.ROOT));
    try {
      Project project = Project.generated("people", spec, MARTS, Folders.temporary("people"));
      url = project.url();
      connection = DriverManager.getConnection(url);
      connection.setAutoCommit(false);
      star = Star.of(new Check(project.folder().resolve("db")).read("people"), Map.of());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Loads a batch.
   *
   * @param dies before which of its statements the publishing connection is lost; 0 for never
   */
  void load(int day, Batch batch, int dies) {
    try {
      run++;
      stage(batch);
      connection.commit();
      Connection publishing = dies == 0 ? connection : dying(dies);
      new Publisher(
              new Session(PostgresSettings.of(url, Map.of()).warehouse(), publishing),
              new RunIdentity(run, "", "people", date(day)),
              LocalDateTime.MIN.withYear(2025),
              staged(batch),
              () -> {},
              said -> {})
          .publish(PublishPlan.of(star, Contribution.REPLACE));
      connection.commit();
    } catch (SQLException | LoaderException e) {
      if (dies == 0) {
        throw new IllegalStateException(e);
      }
      rollBack();
    }
  }

  private StagedRows staged(Batch batch) {
    return new StagedRows() {
      @Override
      public long await(StarTable table) {
        return table.isFact()
            ? batch.visits().size()
            : table.name().equals("dim_city") ? batch.cities().size() : batch.people().size();
      }

      @Override
      public long awaitInferred(DimensionTable table) {
        return Db.count(url, table.inferred().qualifiedName() + " where _run_id = " + run);
      }
    };
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection dying(int at) {
    int[] left = {at};
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              boolean isCall =
                  method.getName().equals("prepareStatement")
                      && args[0].toString().startsWith("call");
              if (isCall && --left[0] == 0) {
                throw new SQLException("the connection is gone");
              }
              try {
                return method.invoke(connection, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static LocalDate date(int day) {
    return day == 0 ? LocalDate.of(1, 1, 1) : LocalDate.of(2025, 6, day);
  }

  /** What stands for a day of the model: that day, or every other noon. */
  private Object moment(int day) {
    return !history.isByTime()
        ? date(day)
        : day == 0
            ? LocalDateTime.of(1, 1, 1, 0, 0)
            : date(1).atStartOfDay().plusHours(12L * (day - 1));
  }

  private int dateKey(int day) {
    return 20250600 + (history.isByTime() ? (day + 1) / 2 : day);
  }

  /** The day of the model that a column stands for, as SQL. */
  private String day(String column) {
    String day = "extract(day from " + column + ")";
    return history.isByTime()
        ? "((" + day + " - 1) * 2 + extract(hour from " + column + ") / 12 + 1)::integer"
        : day;
  }

  private String seen() {
    return history.isByTime() ? "seen_at" : "seen_on";
  }

  private void stage(Batch batch) throws SQLException {
    boolean isType2 = history.isType2();
    String people =
        "insert into people_staging.staging_dim_person ("
            + (isType2 ? "person_durable_key" : "person_key")
            + ", person_id, city, city_key, nick, _row_hash, _run_id"
            + (history.isInSequence() ? ", _sequence" : "")
            + (isType2 ? ", _natural_key, _tracked_hash" : "")
            + (history.isEffective() ? ", _effective, person_key" : "")
            + ") select "
            + DURABLE
            + ", ?, ?, "
            + CITY
            + ", ?, md5(?), ?"
            + (history.isInSequence() ? ", ?" : "")
            + (isType2 ? ", ?::text, md5(?)" : "")
            + (history.isEffective()
                ? ", ?, encode(sha256(convert_to(?::integer || '|' || ?, 'UTF8')), 'hex')"
                : "");
    try (PreparedStatement statement = connection.prepareStatement(people)) {
      for (var person : batch.people().entrySet()) {
        int id = person.getKey().person();
        String city = person.getValue().city();
        String nick = city == null ? null : person.getValue().nick();
        int rank = person.getValue().rank();
        String all = city == null ? null : city + "|" + nick + "|" + rank;
        List<@Nullable Object> values =
            new ArrayList<>(Arrays.asList(id, id, city, city, nick, all, run));
        if (history.isInSequence()) {
          values.add(rank);
        }
        if (isType2) {
          values.addAll(Arrays.asList(Integer.toString(id), city));
        }
        if (history.isEffective()) {
          Object from = moment(person.getKey().from());
          values.addAll(List.of(from, id, from.toString()));
        }
        insert(statement, values);
      }
    }
    stageCities(batch);
    stageVisits(batch);
    if (history.delivers.equals("snapshot")) {
      stageUnread(batch);
    }
  }

  private void stageCities(Batch batch) throws SQLException {
    String cities =
        "insert into people_staging.staging_dim_city (city_key, city, mayor, _row_hash, _run_id)"
            + " select "
            + CITY
            + ", ?, ?, md5(?), ?";
    try (PreparedStatement statement = connection.prepareStatement(cities)) {
      for (var city : batch.cities().entrySet()) {
        String name = city.getKey();
        insert(statement, List.of(name, name, city.getValue(), city.getValue(), run));
      }
    }
  }

  private void stageUnread(Batch batch) throws SQLException {
    String unread =
        "insert into people_staging.unread_dim_person select case when ? > 0 then "
            + DURABLE
            + " end, ?";
    try (PreparedStatement statement = connection.prepareStatement(unread)) {
      for (int id : batch.unread()) {
        insert(statement, List.of(id, id, run));
      }
    }
  }

  private void stageVisits(Batch batch) throws SQLException {
    boolean isResolved = history.isType2() || missing == Missing.UNKNOWN;
    String visits =
        "insert into people_staging.staging_fact_visit ("
            + (isResolved ? "person_durable_key" : "person_key")
            + ", place, "
            + seen()
            + ", date_key, _run_id) select case ? when 0 then '"
            + NOBODY
            + "' else "
            + DURABLE
            + " end, ?, ?, ?, ?";
    try (PreparedStatement statement = connection.prepareStatement(visits)) {
      for (var visit : batch.visits().entrySet()) {
        Object day = moment(visit.getKey().day());
        int dateKey = dateKey(visit.getKey().day());
        insert(
            statement,
            Arrays.asList(
                visit.getValue(), visit.getValue(), visit.getKey().place(), day, dateKey, run));
      }
    }
    try (PreparedStatement dates =
        connection.prepareStatement(
            "insert into loadstar.staged_date values (?, 'fact_visit', 0, ?)")) {
      for (int key :
          batch.visits().keySet().stream().map(visit -> dateKey(visit.day())).distinct().toList()) {
        insert(dates, List.of(run, key));
      }
    }
    if (missing == Missing.INFER) {
      stageInferred(batch);
    }
  }

  private void stageInferred(Batch batch) throws SQLException {
    List<Integer> named =
        batch.people().entrySet().stream()
            .filter(person -> !person.getValue().areDeletion())
            .map(person -> person.getKey().person())
            .toList();
    String inferred =
        "insert into people_staging.inferred_dim_person select "
            + DURABLE
            + ", ?"
            + (history.isType2() ? ", ?::text" : "")
            + ", ?";
    try (PreparedStatement statement = connection.prepareStatement(inferred)) {
      for (int id : batch.visits().values().stream().distinct().toList()) {
        if (id != 0 && !named.contains(id)) {
          List<Object> values = new ArrayList<>(List.of(id, id));
          if (history.isType2()) {
            values.add(Integer.toString(id));
          }
          values.add(run);
          insert(statement, values);
        }
      }
    }
  }

  private static void insert(PreparedStatement statement, List<? extends @Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
    statement.executeUpdate();
  }

  void empty() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from people.dim_person where person_id is not null");
      statement.execute("delete from people.dim_city where city is not null");
      statement.execute("delete from people.fact_visit");
      statement.execute("delete from people.visits_by_words");
      statement.execute("delete from people.visits_by_month");
      for (String table :
          List.of(
              "history_dim_person",
              "batches_dim_person",
              "staging_dim_person",
              "history_dim_city",
              "batches_dim_city",
              "unstated_dim_city",
              "staging_dim_city",
              "staging_fact_visit",
              "superseded_fact_visit")) {
        statement.execute("delete from people_staging." + table);
      }
      if (history.delivers.equals("snapshot")) {
        statement.execute("delete from people_staging.unstated_dim_person");
        statement.execute("delete from people_staging.unread_dim_person");
      }
      if (missing == Missing.INFER) {
        statement.execute("delete from people_staging.inferred_dim_person");
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Promise 11. */
  void assertMartsEqualTheirRecomputation() {
    MARTS.forEach((mart, sql) -> Marts.assertEqualsItsRecomputation(url, "people", mart, sql));
  }

  List<String> people() {
    String period =
        history.isType2()
            ? " || '|' || case when valid_from < '2025-01-01' then 0 else "
                + day("valid_from")
                + " end || '|' || case when valid_to = '9999-12-31' then 99 else "
                + day("valid_to")
                + " end"
            : "";
    return Db.rows(
        url,
        "select person_id || '|' || coalesce(city, '') || '|' || coalesce(nick, '')"
            + period
            + " from people.dim_person where person_id is not null order by person_id"
            + (history.isType2() ? ", valid_from" : ""));
  }

  /** With those whose rows people do not lead to. */
  List<String> cities() {
    return Db.rows(
        url,
        """
        select city || '|' || coalesce(mayor, '') from people.dim_city where city is not null
        union all
        select 'lost: ' || person.person_id
        from people.dim_person as person
        left join people.dim_city as city on city.city_key = person.city_key
        where city.city is distinct from person.city or city.city_key is null
        order by 1
        """);
  }

  List<String> visits() {
    return Db.rows(
        url,
        """
        select coalesce(place, '') || '|' || <day> || '|' || coalesce(person_id || '|' || coalesce(city, ''), 'unknown')
        from people.fact_visit
        inner join people.dim_person using (person_key)
        order by coalesce(place, ''), <seen>
        """
            .replace("<day>", day(seen()))
            .replace("<seen>", seen()));
  }

  /** What BI sees, and what later loads build on. */
  List<String> everything() {
    List<String> star = new ArrayList<>(Db.star(url, "people"));
    // The calendar keeps the dates of former files.
    star.removeIf(row -> row.startsWith("shared."));
    for (String table :
        List.of(
            "history_dim_person", "batches_dim_person", "history_dim_city", "batches_dim_city")) {
      star.addAll(
          Db.rows(
              url,
              "select cast(to_jsonb(t) as text) from people_staging." + table + " t order by 1"));
    }
    return star;
  }
}
