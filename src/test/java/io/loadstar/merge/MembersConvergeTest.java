package io.loadstar.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.cli.Project;
import io.loadstar.model.RunIdentity;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTables;
import io.loadstar.pipeline.CheckPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Promises 3 and 4 for dimensions: whatever the order, the repeats and the former contents of
 * batches, members and their history are those of the plain in-order load.
 */
class MembersConvergeTest {
  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string, max_length: 20}
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [city]}
      """;

  private static Connection connection;
  private static long run;

  /** One load: a day, and the city of each member that its file names. */
  record Load(int day, Map<Integer, String> members) {}

  @Provide
  Arbitrary<List<Load>> schedules() {
    Arbitrary<Map<Integer, String>> members =
        Arbitraries.maps(Arbitraries.integers().between(1, 3), Arbitraries.of("A", "B", "C"))
            .ofMaxSize(3);
    return Combinators.combine(Arbitraries.integers().between(1, 5), members)
        .as((day, named) -> new Load(day, named))
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }

  @Property(tries = 400, shrinking = ShrinkingMode.FULL)
  void everyScheduleGivesTheStarOfTheInOrderLoad(@ForAll("schedules") List<Load> schedule)
      throws SQLException {
    Map<Integer, Map<Integer, String>> standing = new TreeMap<>();
    schedule.forEach(load -> standing.put(load.day(), load.members()));

    empty();
    standing.forEach((day, members) -> load(new Load(day, members)));
    List<String> inOrder = star();

    empty();
    schedule.forEach(MembersConvergeTest::load);
    assertThat(star()).isEqualTo(inOrder);
    assertThat(members()).isEqualTo(expected(standing));
  }

  /** The newest batch that names a member says what it is. */
  private static List<String> expected(Map<Integer, Map<Integer, String>> batches) {
    Map<Integer, String> members = new TreeMap<>();
    batches.values().forEach(members::putAll);
    return members.entrySet().stream().map(one -> one.getKey() + "|" + one.getValue()).toList();
  }

  private static void load(Load load) {
    try {
      run++;
      try (PreparedStatement stage =
          connection()
              .prepareStatement(
                  "insert into people_staging.staging_dim_person values (lpad(?, 64, '0'), ?, ?, md5(?), ?)")) {
        for (Map.Entry<Integer, String> member : load.members().entrySet()) {
          stage.setString(1, "k" + member.getKey());
          stage.setInt(2, member.getKey());
          stage.setString(3, member.getValue());
          stage.setString(4, member.getValue());
          stage.setLong(5, run);
          stage.executeUpdate();
        }
      }
      LocalDate batch = LocalDate.of(2025, 6, load.day());
      Publisher.publish(
          connection(),
          new RunIdentity(run, "", "people", batch),
          TABLES,
          LocalDateTime.MIN.withYear(2025));
      connection().commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final List<StarTable> TABLES = tables();

  private static List<StarTable> tables() {
    try {
      Project project =
          Project.generated("people", SPEC, Files.createTempDirectory("loadstar-members"));
      connection = DriverManager.getConnection(project.url());
      connection.setAutoCommit(false);
      return StarTables.of(
          new CheckPipeline(project.folder().resolve("db")).read("people"), Map.of());
    } catch (IOException | SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connection() {
    return connection;
  }

  private static void empty() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("delete from people.dim_person where person_id is not null");
      for (String table :
          List.of("history_dim_person", "batches_dim_person", "staging_dim_person")) {
        statement.execute("delete from people_staging." + table);
      }
    }
  }

  private static List<String> members() throws SQLException {
    return rows(
        "select person_id || '|' || city from people.dim_person where person_id is not null order by person_id");
  }

  /** What BI sees, and what later loads build on. */
  private static List<String> star() throws SQLException {
    List<String> star =
        rows(
            "select cast(to_jsonb(t) - '_run_id' - '_loaded_at' as text) from people.dim_person t order by person_key");
    star.addAll(
        rows(
            "select cast(to_jsonb(t) as text) from people_staging.history_dim_person t order by person_key, _batch_date"));
    star.addAll(
        rows("select cast(batch_date as text) from people_staging.batches_dim_person order by 1"));
    return star;
  }

  private static List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }
}
