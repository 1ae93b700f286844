package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of each table through Spark, as {@code loadstar explain} tells it. */
@Tag("slow")
class ExplainTest {

  @TempDir static Path folder;
  private static Project learning;

  @BeforeAll
  static void load() {
    learning = Project.shipped("learning", folder.resolve("learning"), "2024-01-15");
  }

  private static String explained(String... options) {
    List<String> args = new java.util.ArrayList<>(List.of("explain", "learning"));
    args.addAll(List.of(options));
    Project.Result result = learning.run(args.toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  private static List<String> remarks(String explained) {
    return explained
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("^ ") || line.matches("[0-9]+\\. .*"))
        .map(line -> line.replace("^ ", "").replaceAll(", [0-9.]+ (bytes|KiB)$", ""))
        .filter(line -> !line.startsWith("scan"))
        .toList();
  }

  @Test
  void tellsWhatSparkSawWhereTheBatchHasRun() {
    String explained = explained("--batch-date", "2024-01-15", "--table", "fact_enrollment");
    assertThat(explained).startsWith("fact_enrollment, from enrollments, as run 1 did it\n");
    assertThat(remarks(explained))
        .containsExactly(
            "1. read and validate enrollments",
            "sort: unique key of enrollments (user_id, course_id)",
            "sort: exact duplicates of enrollments",
            "2. find values of course_id that courses lacks",
            "broadcast: 4 keys of courses",
            "3. find values of user_id that users lacks",
            "broadcast: 4 keys of users",
            "4. stage fact_enrollment",
            "broadcast: 1 missing keys of user_key",
            "broadcast: 4 records of courses");
  }

  @Test
  void suggestsOneThingWhereThereIsOne() {
    assertThat(explained("--table", "dim_user"))
        .contains(
            "Suggestion: Rows of users are sorted twice, for exact duplicates and for the unique"
                + " key. Without 'duplicates: drop' once is enough;");
    assertThat(explained("--table", "fact_activity")).doesNotContain("Suggestion");
  }

  @Test
  void plansWhereNothingHasRun() {
    String explained = explained("--table", "bridge_activity_action");
    assertThat(explained)
        .startsWith("bridge_activity_action, from activity, as it is planned\n")
        .doesNotContain(" rows");
    assertThat(remarks(explained))
        .contains("sort: exact duplicates of activity", "2. stage bridge_activity_action");
    assertThat(remarks(explained("--batch-date", "2024-02-01", "--table", "dim_course")))
        .contains("sort: unique key of courses (course_id)");
  }

  @Test
  void planningRunsNothingAndNeedsNoTables() {
    Project fresh =
        Project.shipped("learning", folder.resolve("fresh")).warehouse(TestWarehouse.empty());
    Project.Result result = fresh.run("explain", "learning", "--batch-date", "2024-01-15");
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("as it is planned", "broadcast: missing keys of user_key");
    assertThat(Db.value(fresh.url(), "select to_regnamespace('loadstar') is null")).isEqualTo("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"edtech", "learning"})
  void everyShuffleBroadcastAndSortHasItsCause(String area) {
    Project project = Project.shipped(area, folder.resolve("causes-" + area));
    List<String> lines =
        project
            .run("explain", area)
            .out()
            .lines()
            .map(line -> line.replaceFirst("^ {3}", ""))
            .toList();
    assertThat(Explained.assertCaused(lines)).isGreaterThan(15);
    assertThat(lines).filteredOn(line -> line.contains("as it is planned")).hasSize(6);
  }

  @Test
  void jsonHasTheSame() {
    assertThat(explained("--batch-date", "2024-01-15", "--table", "dim_user", "--json"))
        .contains(
            "\"run\" : 1", "\"operation\" : \"stage dim_user\"", "^ sort: unique key of users");
  }

  @Test
  void runThatIsRecordedNeedsNoInput() {
    Path spec = folder.resolve("learning/db/learning/learning.yaml");
    String whole = Folders.read(spec);
    Folders.write(spec, whole.replace("input: sample-data", "# input: sample-data"));
    assertThat(explained("--batch-date", "2024-01-15")).contains("as run 1 did it");
    Project.Result result = learning.run("explain", "learning", "--batch-date", "2024-01-16");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--input");
    Folders.write(spec, whole);
  }

  @Test
  void unknownTableIsNamedWithTheNearest() {
    Project.Result result = learning.run("explain", "learning", "--table", "dim_usr");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains("There is no table 'dim_usr' in the area learning. Did you mean 'dim_user'?");
  }

  @Test
  void batchThatIsNotThereIsNamed() {
    Project.Result result = learning.run("explain", "learning", "--batch-date", "2024-03-01");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err()).contains("users: no file matches");
    assertThat(learning.run("explain", "learning", "--batch-date", "soon").err())
        .contains("'soon'");
  }
}
