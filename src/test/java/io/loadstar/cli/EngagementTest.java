package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Use of an app: its marts, and its questions, whose answers a program of another language gave.
 */
@Tag("slow")
class EngagementTest {
  private static final List<String> DAYS = List.of("2023-06-30", "2023-07-01", "2023-07-02");
  private static final Path AREA = Project.ROOT.resolve("db/engagement");
  private static final Path ANSWERS =
      Project.ROOT.resolve("src/test/resources/expected/engagement/queries");

  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void load() {
    project = Project.shipped("engagement", folder.resolve("inOrder"));
    DAYS.forEach(day -> project.loaded("engagement", day));
  }

  static Stream<String> questions() {
    return Folders.list(AREA.resolve("queries")).stream().map(file -> file.replace(".sql", ""));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answersWhatTheFilesSay(String query) {
    List<String> expected = Folders.read(ANSWERS.resolve(query + ".csv")).lines().skip(1).toList();
    assertThat(
            Db.rows(project.url(), Folders.read(AREA.resolve("queries").resolve(query + ".sql"))))
        .isEqualTo(expected.stream().map(row -> row.replace(',', '|')).toList());
  }

  @Test
  void countsWhatTheFilesHold() {
    assertThat(
            Db.rows(
                project.url(),
                "select source, sum(records_loaded), sum(records_quarantined),"
                    + " sum(records_duplicate) from loadstar.run_source group by 1 order by 1"))
        .containsExactly("interactions|587|6|7", "users|213|9|0");
    assertThat(Db.value(project.url(), "select count(*) from engagement.sessions"))
        .isEqualTo("142");
    assertThat(
            Db.value(project.url(), "select count(*) from engagement.dim_user where is_inferred"))
        .isNotEqualTo("0");
  }

  @Test
  void anyOrderGivesTheSameMarts() {
    Project other = Project.shipped("engagement", folder.resolve("backwards"));
    for (String day : List.of(DAYS.get(2), DAYS.get(0), DAYS.get(1), DAYS.get(0))) {
      other.loaded("engagement", day);
      Marts.assertEqualTheirRecomputation(other.url(), AREA);
    }
    Stars.assertSame(Db.star(other.url(), "engagement"), Db.star(project.url(), "engagement"));
  }

  /** As docs/views.md says. */
  @Test
  void runsWithoutItsLargestFact() {
    Path own = folder.resolve("days");
    Folders.copy(Project.ROOT.resolve("sample-data"), own.resolve("sample-data"));
    String sql =
        Folders.read(Project.ROOT.resolve("docs/views.md"))
            .replaceAll("(?s).*```sql\n(.*?)```.*", "$1");
    String spec =
        Folders.read(AREA.resolve("engagement.yaml"))
            .replaceAll("(?s)  fact_interaction:\n.*?(?=  fact_user_day:)", "")
            .replaceAll("(?s)vars:\n.*?(?=\n\n)", "")
            .replaceAll("(?s)  sessions:\n.*", "");
    Project other =
        Project.generated(
            "engagement",
            spec,
            Map.of(
                "daily_active_users",
                sql,
                "monthly_active_users",
                Folders.read(AREA.resolve("marts/monthly_active_users.sql")),
                "rolling_active_users",
                Folders.read(AREA.resolve("marts/rolling_active_users.sql"))),
            own);
    DAYS.forEach(day -> other.loaded("engagement", day));
    for (String mart :
        List.of("daily_active_users", "monthly_active_users", "rolling_active_users")) {
      assertThat(Db.rows(other.url(), "select * from engagement." + mart + " order by 1"))
          .isNotEmpty()
          .isEqualTo(Db.rows(project.url(), "select * from engagement." + mart + " order by 1"));
    }
  }

  @Test
  void parquetGivesTheSameStar() {
    Path data = folder.resolve("parquet");
    Project.Result made =
        project.run(
            "generate-data",
            "engagement",
            "--users",
            "80",
            "--rows",
            "200",
            "--days",
            "3",
            "--from",
            "2023-06-30",
            "--skew",
            "0.1",
            "--seed",
            "7",
            "--format",
            "parquet",
            "--to",
            data.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    Project other = Project.shipped("engagement", folder.resolve("other"));
    DAYS.forEach(day -> other.loaded("engagement", day, "--input", data.toString()));
    Stars.assertSame(Db.star(other.url(), "engagement"), Db.star(project.url(), "engagement"));
  }
}
