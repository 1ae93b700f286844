package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.loadstar.error.LoaderException;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Marts that come, change and go, and what a user is told of them. */
@Tag("slow")
class MartsTest {
  private static final String SPEC =
      """
      subject: clicks
      input: input/{batch_date}
      sources:
        clicks:
          path: clicks.csv
          columns:
            person: {type: string, required: true}
            at:     {type: timestamp, required: true}
      facts:
        fact_click:
          from: clicks
          grain: [person, at]
          date: at
          degenerate: [person]
      """;

  private static final String BY_DAY =
      """
      marts:
        clicks_by_day:
          grain: [date_key]
          date: date_key
          columns:
            date_key: {type: integer}
            clicks:   {type: bigint, description: How many}
      """;

  private static final String BY_DAY_SQL =
      """
      select date_key, count(*) as clicks, count(distinct person) as people
      from clicks.fact_click
      where at >= timestamp /* var since */ '2025-01-01'
      group by date_key
      """;

  @TempDir Path folder;

  private Project project(String marts) {
    Project project =
        Project.generated("clicks", SPEC + marts, Map.of("clicks_by_day", BY_DAY_SQL), folder);
    write("2025-06-01", "a,2025-06-01 23:50:00\nb,2025-06-01 10:00:00\nb,2024-12-31 10:00:00\n");
    return project;
  }

  private void write(String day, String rows) {
    Folders.write(folder.resolve("input/" + day + "/clicks.csv"), "person,at\n" + rows);
  }

  private void spec(String text) {
    Folders.write(folder.resolve("db/clicks/clicks.yaml"), text);
  }

  private static List<String> mart(Project project) {
    return Db.rows(project.url(), "select * from clicks.clicks_by_day order by 1");
  }

  @Test
  void comeChangeAndGoWithTheSpec() {
    Project project = project("");
    project.loaded("clicks", "2025-06-01");

    spec(SPEC + BY_DAY);
    assertThat(project.generate("clicks", false))
        .contains("postgresql/V2__create_mart_clicks_by_day.sql", "common/R__refresh_marts.sql");
    assertThat(project.run("migrate", "clicks").exitCode()).isZero();
    assertThat(mart(project)).containsExactly("20250601|2");

    spec(SPEC + BY_DAY + "      people:   {type: bigint}\nvars: {since: 2024-01-01}\n");
    assertThat(project.generate("clicks", false))
        .contains("postgresql/V3__recreate_mart_clicks_by_day.sql");
    project.loaded("clicks", "2025-06-01");
    assertThat(mart(project)).containsExactly("20241231|1|1", "20250601|2|2");
    Marts.assertEqualTheirRecomputation(
        project.url(), folder.resolve("db/clicks"), Map.of("2025-01-01", "2024-01-01"));

    spec(SPEC);
    assertThat(project.generate("clicks", false)).contains("common/R__refresh_marts.sql (removed)");
    project.loaded("clicks", "2025-06-01");
    assertThat(Db.value(project.url(), "select to_regclass('clicks.clicks_by_day') is null"))
        .isEqualTo("t");
  }

  /** A key whose last rows go, goes; whichever day had them. */
  @Test
  void byKeyHoldsWhatDaysSay() {
    String spec =
        SPEC
            + """
            marts:
              people_by_day:
                grain: [date_key, person]
                date: date_key
                columns:
                  date_key: {type: integer}
                  person:   {type: string, max_length: 1000}
                  clicks:   {type: bigint}
              people:
                grain: [person]
                key: person
                columns:
                  person: {type: string, max_length: 1000}
                  days:   {type: integer}
                  clicks: {type: bigint}
            """;
    Project project =
        Project.generated(
            "clicks",
            spec,
            Map.of(
                "people_by_day",
                "select date_key, person, count(*) as clicks from clicks.fact_click group by date_key, person",
                "people",
                "select person, cast(count(*) as integer) as days, cast(sum(clicks) as bigint) as clicks from clicks.people_by_day group by person"),
            folder);
    write("2025-06-01", "a,2025-06-01 23:50:00\nb,2025-06-01 10:00:00\n");
    write("2025-06-02", "b,2025-06-02 10:00:00\nc,2025-06-02 10:00:00\n");
    project.loaded("clicks", "2025-06-01");
    project.loaded("clicks", "2025-06-02");
    List<String> whole = List.of("a|1|1", "b|2|2", "c|1|1");
    assertThat(people(project)).isEqualTo(whole);
    write("2025-06-02", "a,2025-06-02 10:00:00\n");
    project.loaded("clicks", "2025-06-02");
    assertThat(people(project)).containsExactly("a|2|2", "b|1|1");
    Marts.assertEqualTheirRecomputation(project.url(), folder.resolve("db/clicks"));
    assertThat(project.run("retract", "clicks", "--batch-date", "2025-06-01").exitCode()).isZero();
    assertThat(people(project)).containsExactly("a|1|1");

    // A select that is another now.
    Folders.write(
        folder.resolve("db/clicks/marts/people.sql"),
        "select person, cast(count(*) as integer) as days, cast(-sum(clicks) as bigint) as clicks from clicks.people_by_day where person > 'a' group by person");
    project.generate("clicks", false);
    assertThat(project.run("migrate", "clicks").exitCode()).isZero();
    assertThat(people(project)).isEmpty();
    project.loaded("clicks", "2025-06-01");
    assertThat(people(project)).containsExactly("b|1|-1");

    // By date in place of key: the same columns, another table.
    spec(spec.replace("key: person", "date: days"));
    Folders.write(
        folder.resolve("db/clicks/marts/people.sql"),
        "select person, max(date_key) as days, cast(sum(clicks) as bigint) as clicks from clicks.people_by_day group by person");
    assertThat(project.generate("clicks", false))
        .contains("postgresql/V2__recreate_mart_people.sql");
    assertThat(project.run("migrate", "clicks").exitCode()).isZero();
    assertThat(people(project)).containsExactly("a|20250602|2", "b|20250601|1");
  }

  private static List<String> people(Project project) {
    return Db.rows(project.url(), "select * from clicks.people order by 1");
  }

  @Test
  void selectThatDoesNotRunIsRefused() {
    project("");
    spec(SPEC + BY_DAY);
    Folders.write(
        folder.resolve("db/clicks/marts/clicks_by_day.sql"),
        "select date_key, count(*) as number from clicks.fact_click group by date_key");
    assertThatThrownBy(() -> Project.at(folder).generate("clicks", false))
        .isInstanceOf(LoaderException.class)
        .hasMessage(
            "The mart 'clicks_by_day' cannot be made from the star of 'clicks': ERROR: column"
                + " \"clicks\" does not exist. Mend db/clicks/marts/clicks_by_day.sql, or what the"
                + " spec says of it. Nothing was written.");
  }

  @Test
  void changedSelectIsSeen() {
    Project project = project(BY_DAY);
    project.loaded("clicks", "2025-06-01");
    Folders.write(
        folder.resolve("db/clicks/marts/clicks_by_day.sql"),
        BY_DAY_SQL.replace("count(*)", "count(*) + 1"));
    Project.Result refused = project.load("clicks", "2025-06-01");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("common/R__refresh_marts.sql is not what the spec generates");
    project.generate("clicks", false);
    assertThat(project.run("migrate", "clicks").exitCode()).isZero();
    assertThat(mart(project)).containsExactly("20250601|3");
  }

  /** Two batches bring the same click, on different days: the later batch's stands. */
  @Test
  void rowThatGivesWayOnAnotherDayAndReturns() {
    String spec =
        (SPEC + BY_DAY)
            .replace("grain: [person, at]", "grain: [person]")
            .replace("degenerate: [person]", "degenerate: [at]");
    Project project =
        Project.generated("clicks", spec, Map.of("clicks_by_day", BY_DAY_SQL), folder);
    write("2025-06-01", "a,2025-06-01 10:00:00\nb,2025-06-01 10:00:00\n");
    write("2025-06-02", "a,2025-06-02 10:00:00\n");
    Path area = folder.resolve("db/clicks");
    project.loaded("clicks", "2025-06-01");
    project.loaded("clicks", "2025-06-02");
    assertThat(mart(project)).containsExactly("20250601|1", "20250602|1");
    Marts.assertEqualTheirRecomputation(project.url(), area);
    assertThat(project.run("retract", "clicks", "--batch-date", "2025-06-02").exitCode()).isZero();
    assertThat(mart(project)).containsExactly("20250601|2");
    project.loaded("clicks", "2025-06-02");
    project.loaded("clicks", "2025-06-01");
    assertThat(mart(project)).containsExactly("20250601|1", "20250602|1");
    Marts.assertEqualTheirRecomputation(project.url(), area);
  }

  /** A session over midnight, of two batches; whichever of them comes last. */
  @Test
  void sessionOverMidnightIsOneIfSoWanted() {
    String marts =
        """
        marts:
          sessions:
            grain: [person, started_at]
            date: date_key
            reach: {before: 1, after: 1}
            columns:
              person: {type: string, max_length: 1000}
              started_at: {type: timestamp}
              date_key: {type: integer}
              clicks: {type: bigint}
        """;
    String sql =
        """
        with compared as (
            select person, at, date_key, lag(at) over (partition by person order by at) as before
            from clicks.fact_click
        ),
        numbered as (
            select
                person, at, date_key,
                sum(case when before is null or at >= before + interval '30 minutes' then 1 else 0 end)
                    over (partition by person order by at rows between unbounded preceding and current row) as number
            from compared
        )
        select person, min(at) as started_at, min(date_key) as date_key, count(*) as clicks
        from numbered
        group by person, number
        """;
    Project project = Project.generated("clicks", SPEC + marts, Map.of("sessions", sql), folder);
    write("2025-06-01", "a,2025-06-01 23:50:00\na,2025-06-01 23:20:00\n");
    write("2025-06-02", "a,2025-06-02 00:19:59\na,2025-06-02 00:49:59\n");
    List<String> expected =
        List.of("2025-06-01 23:20:00|1", "2025-06-01 23:50:00|2", "2025-06-02 00:49:59|1");
    for (String day : List.of("2025-06-02", "2025-06-01", "2025-06-02", "2025-06-01")) {
      project.loaded("clicks", day);
      Marts.assertEqualTheirRecomputation(project.url(), folder.resolve("db/clicks"));
    }
    assertThat(Db.rows(project.url(), "select started_at, clicks from clicks.sessions order by 1"))
        .isEqualTo(expected);
    assertThat(project.run("retract", "clicks", "--batch-date", "2025-06-01").exitCode()).isZero();
    assertThat(Db.rows(project.url(), "select started_at, clicks from clicks.sessions order by 1"))
        .containsExactly("2025-06-02 00:19:59|1", "2025-06-02 00:49:59|1");
  }
}
