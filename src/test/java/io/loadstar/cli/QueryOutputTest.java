package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code loadstar query} prints, for people and for programs. */
@Tag("slow")
class QueryOutputTest {
  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void load() {
    project = Project.shipped("learning", folder, "2024-01-15");
    question(
        "odd_values",
        "-- Values that need care. And a lesson.\nselect 'a,b' as \"x,y\", null as nothing, '' as empty, 'said \"no\"' as quoted, E'two\\nlines' as lines, -1.50 as amount union all select 'second', 'b', 'c', 'd', 'e', 3");
    question("no_rows", "-- Nothing.\nselect 1 as one where false");
  }

  private static String drawn(String sql) {
    question("drawn", "-- For a chart.\n" + sql);
    Project.Result result = project.run("query", "learning", "drawn", "--chart");
    assertThat(result.err()).isEmpty();
    return result.out();
  }

  private static void question(String name, String sql) {
    Folders.write(folder.resolve("db/learning/queries/" + name + ".sql"), sql);
  }

  private static Project redirected() {
    return Project.at(folder).warehouse(project.url()).redirected();
  }

  private static String chart(String query) {
    return project.run("query", "learning", query, "--chart").out();
  }

  @Test
  void tableOnATerminal() {
    assertThat(project.run("query", "learning", "enrollments_per_course").out())
        .isEqualTo(
            """
              course_id   course_name                 enrollments
              ---------   -------------------------   -----------
              C001        PySpark Mastery                       2
              C002        AI for Testers                        1
              C003        ML Foundations                        0
              C004        Data Engineering Bootcamp             1
            """);
  }

  @Test
  void csvElsewhere() {
    assertThat(redirected().run("query", "learning", "enrollments_per_course").out())
        .startsWith("course_id,course_name,enrollments\nC001,PySpark Mastery,2\n");
    assertThat(redirected().run("query", "learning", "odd_values").out())
        .isEqualTo(
            "\"x,y\",nothing,empty,quoted,lines,amount\n"
                + "\"a,b\",,\"\",\"said \"\"no\"\"\",\"two\nlines\",-1.50\n"
                + "second,b,c,d,e,3\n");
    assertThat(redirected().run("query", "learning", "no_rows").out()).isEqualTo("one\n");
  }

  @Test
  void jsonWhereAsked() {
    assertThat(redirected().run("query", "learning", "courses_per_user", "--json").out())
        .contains("\"user_id\" : \"U001\"", "\"courses\" : 2");
  }

  @Test
  void listOfQuestionsHasTheFirstSentenceOfEach() {
    assertThat(project.run("query", "learning").out())
        .contains("odd_values                       Values that need care.\n")
        .contains("minutes_per_device               Minutes by device.\n")
        .doesNotContain("lesson");
    assertThat(redirected().run("query", "learning").out())
        .startsWith("query,answers\naverage_engagement_per_course,");
  }

  @Test
  void chartOfBars() {
    assertThat(chart("enrollments_per_course"))
        .isEqualTo(
            """
            enrollments
              C001 PySpark Mastery            ██████████████████████████████████ 2
              C002 AI for Testers             █████████████████ 1
              C003 ML Foundations              0
              C004 Data Engineering Bootcamp  █████████████████ 1
            """);
    assertThat(chart("odd_values")).contains("░░ -1.50");
    assertThat(chart("no_rows")).isEqualTo("No rows.\n");
  }

  @Test
  void chartOfLinesOverDays() {
    assertThat(chart("running_revenue_per_course"))
        .isEqualTo(
            """
            running_revenue by enrollment_date
              C001  ▅█   19998.00
              C002  ▄    8999.00
              C004    ▆  14999.00
                    2024-01-05 to 2024-01-10
            """);
  }

  @Test
  void daysWithNamesAreOneLine() {
    assertThat(
            drawn(
                "select date '2024-01-01' as day, 'Monday' as name, 1 as users union all select date '2024-01-02', 'Tuesday', 2 order by 1"))
        .isEqualTo("users by day\n    ▅█  2\n    2024-01-01 to 2024-01-02\n");
  }

  @Test
  void numbersTellSeriesAndBarsApartWhereNoTextDoes() {
    assertThat(
            drawn(
                "select date '2024-01-01' as day, 7 as course, 4 as users union all select date '2024-01-02', 7, 2 union all select date '2024-01-01', 8, 1"))
        .contains("  7  █▅  2\n", "  8  ▃   1\n");
    assertThat(drawn("select 2023 as year, 5 as users union all select 2024, 10"))
        .contains("  2023  ", "  2024  ");
  }

  @Test
  void whatIsNotKnownIsNotDrawn() {
    assertThat(
            drawn(
                "select date '2024-01-01' as day, 4 as users union all select date '2024-01-02', null union all select date '2024-01-03', 2 order by 1"))
        .contains("█ ▅  2");
    assertThat(drawn("select date '2024-01-01' as day, 1 as users union all select null, 2"))
        .contains("2024-01-01", "██ 2");
  }

  @Test
  void variablesTakeTheirValuesFromTheCommandLine() {
    question(
        "with_variables",
        "-- Values.\nselect /* var days */ 7 as days, /* var town */ 'Ulm' as town");
    assertThat(redirected().run("query", "learning", "with_variables").out())
        .isEqualTo("days,town\n7,Ulm\n");
    assertThat(
            redirected()
                .run(
                    "query",
                    "learning",
                    "with_variables",
                    "--var",
                    "days=30",
                    "--var",
                    "town=L'Isle d'Or")
                .out())
        .isEqualTo("days,town\n30,L'Isle d'Or\n");
    assertThat(
            redirected()
                .run(
                    "query",
                    "learning",
                    "with_variables",
                    "--var",
                    "days=1 union select 2, version()")
                .out())
        .as("a value is a value and no SQL")
        .isEqualTo("days,town\n\"1 union select 2, version()\",Ulm\n");
    assertThat(redirected().run("query", "learning", "with_variables", "--var", "day=1").err())
        .contains("with_variables has no variable 'day'. Did you mean 'days'? It has: days, town.");
    assertThat(redirected().run("query", "learning", "no_rows", "--var", "day=1").err())
        .contains("no_rows has no variable 'day'. It has none: write /* var day */ before a value");
  }

  @Test
  void valueOfADateIsNoSum() {
    question("since", "-- Days.\nselect /* var since */ date '2025-06-01' + 1 as day");
    assertThat(redirected().run("query", "learning", "since", "--var", "since=2024-12-31").out())
        .isEqualTo("day\n2025-01-01\n");
    question("keys", "-- Days.\nselect 1 as day where 20250601 >= /* var since */ 20250601");
    assertThat(redirected().run("query", "learning", "keys", "--var", "since=2025-06-01").err())
        .contains("invalid input syntax for type integer");
  }

  @Test
  void mistakeInAQuestionIsNamedWithItsFile() {
    question("mistaken", "-- A table that is not there.\nselect 1 from learning.dim_usr");
    Project.Result result = project.run("query", "learning", "mistaken");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "The warehouse does not understand db/learning/queries/mistaken.sql: relation \"learning.dim_usr\" does not exist. Mend it and ask again.");
  }

  @Test
  void chartWithoutANumberIsRefused() {
    Project.Result result = project.run("query", "learning", "enrolled_and_active", "--chart");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err())
        .contains(
            "Query 'enrolled_and_active' gives no number to draw, only user_id. Ask without --chart.");
  }

  @Test
  void chartAndJsonExcludeEachOther() {
    Project.Result result =
        project.run("query", "learning", "enrolled_and_active", "--chart", "--json");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--chart draws for people, --json prints for programs");
  }
}
