package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each verb prints and returns. */
@Tag("slow")
class VerbsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void loaded() {
    project = Project.edtech(folder);
    project.loaded("edtech", "2025-06-01");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo",
        "check",
        "generate",
        "migrate",
        "plan",
        "load",
        "query",
        "runs",
        "quarantine",
        "quarantine list",
        "quarantine show",
        "warehouse",
        "warehouse start",
        "warehouse stop",
        "warehouse url"
      })
  void helpHasAnExample(String verb) {
    Project.Result result = project.run((verb + " --help").strip().split(" ", -1));
    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("Usage: loadstar", "Example: ");
  }

  /** The list of verbs shows the first line of what each says of itself. */
  @ParameterizedTest
  @ValueSource(strings = {"", "quarantine", "warehouse"})
  void theListOfVerbsIsMadeOfWholeSentences(String verb) {
    String help = project.run((verb + " --help").strip().split(" ", -1)).out();
    String verbs = help.replaceFirst("(?s).*Commands:\n(.*?)(\n\n.*|$)", "$1");
    assertThat(verbs.split("\n(?=  [a-z])"))
        .isNotEmpty()
        .allMatch(each -> each.strip().endsWith("."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "lod edtech; Unmatched argument",
        "load edtech; Missing required option: '--batch-date=DATE'",
        "load edtech --batch-date 01.06.2025; '01.06.2025' is no batch date. Write it as YYYY-MM-DD",
        "load edtech --batch-date 2025-02-30; '2025-02-30' is no batch date",
        "load edtech --batch-dat 2025-06-01; Missing required option",
        "load edtec --batch-date 2025-06-01; Did you mean 'edtech'?",
        "query edtech top_scoring; There is no query 'top_scoring'",
        "runs --limit many; Invalid value for option '--limit'"
      })
  void misuseIsNamedWithExitCode2(String line, String message) {
    Project.Result result = project.run(line.split(" ", -1));
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("\tat ");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void withoutAVerbTheHelpIsShown() {
    Project.Result result = project.run();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out())
        .contains(
            "Usage: loadstar",
            "Exit codes: 0 done; 1 the batch failed; 2 usage or spec; 3 quarantine");
  }

  @Test
  void planTellsWhatALoadWouldDoAndChangesNothing() {
    List<String> before = Db.star(project.url(), "edtech");
    long runs = Db.count(project.url(), "loadstar.run");
    List<String> files = Folders.list(folder);
    Project.Result plan = project.run("plan", "edtech", "--batch-date", "2025-06-01");
    assertThat(plan.exitCode()).isZero();
    assertThat(plan.out())
        .contains("students: " + folder + "/sample-data/edtech/2025-06-01/students.csv (")
        .contains("find in students (of the first 107 records ")
        .contains("edtech.fact_quiz: 200 rows of this batch go")
        .contains("call edtech_staging.merge_dim_student")
        .contains("call edtech_staging.replace_fact_quiz")
        .contains("Nothing was changed.");
    Stars.assertSame(Db.star(project.url(), "edtech"), before);
    assertThat(Db.count(project.url(), "loadstar.run")).isEqualTo(runs);
    assertThat(Folders.list(folder)).isEqualTo(files);
  }

  @Test
  void planOfAnEmptyWarehouseNamesTheMigrations() {
    Project fresh =
        Project.edtech(folder.resolve("fresh"))
            .warehouse(io.loadstar.support.TestWarehouse.empty());
    Project.Result plan = fresh.run("plan", "edtech", "--batch-date", "2025-06-01");
    assertThat(plan.out()).contains("run migrations", "V1__create_star.sql");
    assertThat(
            Db.value(
                fresh.url(),
                "select count(*) from information_schema.schemata where schema_name in ('loadstar', 'edtech')"))
        .isEqualTo("0");
    assertThat(fresh.run("migrate", "edtech").out()).contains("migrations of 'edtech' ran");
    assertThat(Db.count(fresh.url(), "edtech.dim_student")).isEqualTo(1);
  }

  @Test
  void quarantineShowsPlaceRawRecordAndReasons() {
    Project.Result shown =
        project.run("quarantine", "show", "edtech", "--source", "students", "--rule", "type");
    assertThat(shown.out())
        .contains("students.csv, line 5")
        .contains("  raw     S-17,Student with a letter,letter@school.example,01-02-2024")
        .contains("  type: student_id 'S-17' is not an integer");
    assertThat(project.run("quarantine", "list", "edtech", "--batch-date", "2025-06-01").out())
        .contains("enrollment_date");
  }

  @Test
  void jsonIsJson() throws Exception {
    long start = System.nanoTime();
    JsonNode report = JSON.readTree(project.load("edtech", "2025-06-01", "--json").out());
    long elapsed = (System.nanoTime() - start) / 1_000_000;
    assertThat(report.path("milliseconds").asLong()).isPositive().isLessThanOrEqualTo(elapsed);
    assertThat(report.path("batch_date").asText()).isEqualTo("2025-06-01");
    assertThat(report.path("sources").get(0).path("read").asLong()).isEqualTo(107);
    assertThat(JSON.readTree(project.run("runs", "--json").out()).get(0).path("status").asText())
        .isEqualTo("published");
    assertThat(
            JSON.readTree(project.run("query", "edtech", "pass_rate_by_quiz", "--json").out())
                .get(0)
                .path("attempts")
                .isNumber())
        .isTrue();
    assertThat(JSON.readTree(project.run("quarantine", "list", "--json").out()).isArray()).isTrue();
    assertThat(JSON.readTree(project.run("quarantine", "show", "--json", "--limit", "2").out()))
        .hasSize(2);
    assertThat(
            JSON.readTree(
                    project.run("plan", "edtech", "--batch-date", "2025-06-01", "--json").out())
                .path("replaced_rows")
                .path("fact_quiz")
                .asLong())
        .isEqualTo(200);
    JsonNode misuse = JSON.readTree(project.run("load", "edtech", "--json").out());
    assertThat(misuse.path("exit_code").asInt()).isEqualTo(2);
    assertThat(misuse.path("error").asText()).contains("--batch-date");
    JsonNode failure = JSON.readTree(project.load("edtech", "2030-01-01", "--json").out());
    assertThat(failure.path("exit_code").asInt()).isEqualTo(4);
    assertThat(failure.path("error").asText())
        .startsWith("Input is not there: students: no file matches");
  }

  @Test
  void longValuesAreCutInTablesAndWholeInJson() {
    String message = "x".repeat(500);
    io.loadstar.support.TestWarehouse.execute(
        project.url(),
        "insert into loadstar.run (subject_area, batch_date, token, status, started_at, input, spec_fingerprint, message) values ('other', '2025-05-31', 't', 'failed', timestamp '2025-06-01 01:02:03', '', '', '"
            + message
            + "')");
    assertThat(project.run("runs", "other").out().lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThan(250));
    assertThat(project.run("runs", "other", "--json").out()).contains(message);
  }

  @Test
  void quietPrintsErrorsOnly() {
    assertThat(project.load("edtech", "2025-06-01", "--quiet").out()).isEmpty();
    assertThat(project.load("edtech", "2030-01-01", "--quiet").err())
        .startsWith("loadstar: Input is not there");
  }

  @Test
  void queriesAreListedWithWhatTheyAnswer() {
    assertThat(project.run("query", "edtech").out())
        .contains("top_scoring_students", "The ten students with the best average score");
  }
}
