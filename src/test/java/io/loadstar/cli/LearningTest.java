package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Planted;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messy inputs of the learning platform, and its twenty questions. */
@Tag("slow")
class LearningTest {
  private static final String SMALL = "2024-01-15";
  private static final String LARGE = "2024-02-01";
  private static final Path QUERIES = Project.ROOT.resolve("db/learning/queries");
  private static final Path ANSWERS =
      Project.ROOT.resolve("src/test/resources/expected/learning/queries");

  @TempDir static Path folder;
  private static Project small;
  private static Project both;

  @BeforeAll
  static void load() {
    small = Project.shipped("learning", folder.resolve("small"), SMALL);
    both = Project.shipped("learning", folder.resolve("both"), SMALL, LARGE);
  }

  private static List<String> answer(Project project, String query) {
    return Db.rows(project.url(), Folders.read(QUERIES.resolve(query + ".sql")));
  }

  @Test
  void keepsTheFourEnrolmentsThatHaveUserAndDate() {
    assertThat(
            Db.rows(
                small.url(),
                "select user_id, course_id, date_key from learning.fact_enrollment join learning.dim_user using (user_key) join learning.dim_course using (course_key) order by 1, 2"))
        .containsExactly(
            "U001|C001|20240105", "U001|C004|20240110", "U002|C002|20240105", "U003|C001|20240106");
  }

  @Test
  void answersWhatTheSmallInputSays() {
    assertThat(answer(small, "courses_by_revenue"))
        .extracting(row -> row.replaceAll("[|][^|]*$", ""))
        .containsExactly(
            "C001|PySpark Mastery|19998.00",
            "C004|Data Engineering Bootcamp|14999.00",
            "C002|AI for Testers|8999.00");
    assertThat(answer(small, "average_engagement_per_course"))
        .containsExactly(
            "C001|PySpark Mastery|75.00",
            "C002|AI for Testers|90.00",
            "C004|Data Engineering Bootcamp|120.00");
    assertThat(answer(small, "users_by_total_time"))
        .containsExactly(
            "1|U001|Amit|120", "2|U002|Neha|90", "3|U004|Pooja|60", "4|U003|Ravi|30", "5|U005||15");
    assertThat(answer(small, "top_users_per_course"))
        .containsExactly(
            "C001|1|U001|Amit|120",
            "C001|2|U003|Ravi|30",
            "C002|1|U002|Neha|90",
            "C004|1|U001|Amit|120");
    assertThat(answer(small, "running_revenue_per_course"))
        .contains("C001|2024-01-05|9999.00|9999.00", "C001|2024-01-06|9999.00|19998.00");
    assertThat(answer(small, "users_without_activity")).isEmpty();
    assertThat(answer(small, "enrolled_and_active")).containsExactly("U001", "U002", "U003");
    assertThat(answer(small, "enrolled_never_active")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json"})
  void everyFormOfTheSmallInputGivesTheSameStar(String form) {
    Project other = Project.shipped("learning", folder.resolve(form));
    other.loaded("learning", SMALL, "--input", "sample-data/learning/" + SMALL + "-" + form);
    Stars.assertSame(Db.star(other.url(), "learning"), Db.star(small.url(), "learning"));
    assertThat(Planted.found(other.url())).isEqualTo(Planted.found(small.url()));
  }

  @Test
  void everyBrokenRuleIsOneThatTheReadmeLists() {
    assertThat(Planted.found(both.url())).isEqualTo(Planted.broken("learning"));
    assertThat(Planted.duplicatesFound(both.url())).isEqualTo(Planted.duplicates("learning"));
  }

  static Stream<String> questions() {
    return Folders.list(QUERIES).stream().map(file -> file.replace(".sql", ""));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answersWhatTheFilesSay(String query) {
    List<String> expected = Folders.read(ANSWERS.resolve(query + ".csv")).lines().skip(1).toList();
    assertThat(answer(both, query))
        .isEqualTo(expected.stream().map(row -> row.replace(',', '|')).toList());
  }

  @Test
  void thereAreTwentyQuestionsEachWithALesson() {
    List<String> queries = questions().toList();
    assertThat(queries).hasSize(20);
    for (String query : queries) {
      List<String> comment =
          Folders.read(QUERIES.resolve(query + ".sql"))
              .lines()
              .takeWhile(line -> line.startsWith("--"))
              .toList();
      assertThat(comment).as(query).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void setOperationsAndJoinsAgree() {
    for (Project project : List.of(small, both)) {
      for (String query : List.of("enrolled_never_active", "enrolled_and_active")) {
        assertThat(answer(project, query)).isEqualTo(answer(project, query + "_by_join"));
      }
    }
    assertThat(answer(both, "enrolled_never_active")).isNotEmpty();
  }

  @Test
  void anEnrolmentKeepsThePriceOfItsDay() {
    assertThat(
            Db.rows(
                both.url(),
                "select distinct price_at_enrollment, fact_enrollment._batch_date from learning.fact_enrollment join learning.dim_course using (course_key) where course_id = 'C001' order by 1"))
        .containsExactly("9999.00|" + SMALL, "11999.00|" + LARGE);
  }

  @Test
  void weightsOfABridgeAddUpToAllMinutes() {
    assertThat(
            Db.rows(
                both.url(),
                "select round(sum(minutes * weight)::numeric, 4) = (select sum(minutes) from learning.fact_activity) from learning.fact_activity join learning.bridge_activity_action using (action_group_key)"))
        .containsExactly("t");
  }

  @Test
  void everyGroupThatTheStarRefersToIsInItsBridge() {
    assertThat(
            Db.rows(
                both.url(),
                "select count(*) from learning.dim_user left join learning.bridge_user_skill using (skill_group_key) where ordinal is null"))
        .containsExactly("0");
    assertThat(
            Db.rows(
                both.url(),
                "select array_agg(skill order by ordinal) = max(skills) from learning.dim_user join learning.bridge_user_skill using (skill_group_key) where skill is not null group by user_key"))
        .containsOnly("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LS", "SLS", "LSL"})
  void orderDoesNotMatterForBridgesAndPrices(String order) {
    Project project = Project.shipped("learning", folder.resolve(order));
    order.chars().forEach(batch -> project.loaded("learning", batch == 'S' ? SMALL : LARGE));
    Stars.assertSame(Db.star(project.url(), "learning"), Db.star(both.url(), "learning"));
  }
}
