package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.pipeline.Check;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Planted;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loads the sample data and holds the outcome against the README beside it. */
@Tag("slow")
class SampleDataTest {
  private static final List<String> BATCHES = List.of("2025-06-01", "2025-06-02", "2025-06-03");

  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void loadAllBatches() {
    project = Project.shipped("edtech", folder);
    BATCHES.forEach(batch -> project.loaded("edtech", batch));
  }

  @Test
  void everyBrokenRuleIsOneThatTheReadmePlants() {
    assertThat(Planted.found(project.url()).entrySet())
        .containsExactlyInAnyOrderElementsOf(Planted.broken("edtech").entrySet());
  }

  @Test
  void trendShowsEveryRuleOverTheBatches() {
    String trend = project.run("quarantine", "trend", "edtech").out();
    assertThat(trend.lines().findFirst().orElse("").replaceAll(" +", " ").strip())
        .isEqualTo("source rule column so it was 2025-06-01 2025-06-02 2025-06-03");
    long rules =
        Planted.broken("edtech").keySet().stream()
            .map(key -> key.substring(key.indexOf('|')))
            .distinct()
            .count();
    assertThat(trend.lines()).hasSize((int) rules + 2);
    assertThat(
            project
                .run(
                    "quarantine",
                    "trend",
                    "edtech",
                    "--source",
                    "students",
                    "--rule",
                    "min",
                    "--limit",
                    "2")
                .out())
        .isEqualTo("No rows.\n");
    assertThat(
            project
                .run("quarantine", "trend", "edtech", "--source", "students", "--rule", "min")
                .out()
                .lines()
                .skip(2)
                .map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly("students min student_id quarantine 1 0 0");
  }

  @Test
  void exactDuplicatesAreDroppedAndCounted() {
    assertThat(Planted.duplicatesFound(project.url())).isEqualTo(Planted.duplicates("edtech"));
  }

  @Test
  void everyRuleOfTheSpecIsBrokenAtLeastOnce() {
    SubjectArea area = new Check(Project.ROOT.resolve("db")).read("edtech");
    Set<String> declared = new TreeSet<>();
    for (SourceSpec source : area.sources()) {
      source.columns().forEach(column -> declared.addAll(rules(source, column)));
      source.rules().forEach(rule -> declared.add(source.name() + "." + rule.name()));
      source
          .references()
          .forEach(reference -> declared.add(source.name() + "." + reference.name()));
    }
    area.facts()
        .forEach(
            fact ->
                fact.dimensions().forEach(to -> declared.add(fact.from() + "." + to.keyColumn())));
    Set<String> broken = new TreeSet<>();
    Planted.in("edtech")
        .forEach(
            one -> {
              broken.add(one.source() + "." + one.rule());
              broken.add(one.source() + "." + one.column() + "." + one.rule());
            });
    assertThat(broken).containsAll(declared);
  }

  private static Set<String> rules(SourceSpec source, ColumnSpec column) {
    Set<String> rules = new TreeSet<>();
    String prefix = source.name() + "." + column.name() + ".";
    if (column.required()) {
      rules.add(prefix + "required");
    }
    boolean isText = column.type().kind() == io.loadstar.model.ColumnType.Kind.STRING;
    rules.add(prefix + (isText ? "max_length" : "type"));
    column.min().ifPresent(min -> rules.add(prefix + "min"));
    column.max().ifPresent(max -> rules.add(prefix + "max"));
    column.pattern().ifPresent(pattern -> rules.add(prefix + "pattern"));
    return rules;
  }

  @Test
  void quarantineHoldsWhatTheReadmeSaysInsteadOfTheStar() {
    long records =
        Folders.list(project.quarantine()).stream()
            .mapToLong(file -> Folders.read(project.quarantine().resolve(file)).lines().count())
            .sum();
    // A record that breaks a second rule stands in the table twice, the second time as "the same".
    long expected =
        Planted.in("edtech").stream()
            .filter(one -> "quarantined".equals(one.fate()) && !one.what().startsWith("the same"))
            .mapToLong(Planted::records)
            .sum();
    assertThat(records).isEqualTo(expected);
  }

  @Test
  void changedAttributesHaveTheNewestBatchsValue() {
    assertThat(Db.value(project.url(), "select email from edtech.dim_student where student_id = 5"))
        .isEqualTo("student005@new.example");
    assertThat(
            Db.value(
                project.url(), "select student_name from edtech.dim_student where student_id = 9"))
        .isEqualTo("Student 009 (renamed)");
    assertThat(
            Db.value(
                project.url(), "select course_name from edtech.dim_course where course_id = 7"))
        .isEqualTo("Ethics of Data and AI");
    assertThat(
            Db.value(
                project.url(), "select student_name from edtech.dim_student where student_id = 31"))
        .isEqualTo("Student 031,\nevening class");
  }

  @Test
  void aLateEventBelongsToItsDayAndToTheBatchThatBroughtIt() {
    assertThat(
            Db.rows(
                project.url(),
                "select date_key, _batch_date from edtech.fact_student_engagement where event_at = timestamp '2025-06-02 22:58:01'"))
        .containsExactly("20250602|2025-06-03");
  }

  @Test
  void aCorrectedScoreReplacesTheFormerBatchsRow() {
    assertThat(
            Db.rows(
                project.url(),
                "select quiz_score, fact_quiz._batch_date from edtech.fact_quiz join edtech.dim_student using (student_key) where student_id = 7 and quiz_id = 2 and attempt_time = timestamp '2025-06-02 09:30:00'"))
        .containsExactly("65|2025-06-03");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top_scoring_students",
        "course_logins_by_day",
        "engagement_by_course",
        "pass_rate_by_quiz",
        "daily_active_students",
        "students_without_activity",
        "watch_time_and_scores",
        "engagement_by_instructor"
      })
  void queryGivesWhatTheFilesSay(String query) {
    String expected =
        Folders.read(
            Project.ROOT.resolve("src/test/resources/expected/sample/queries/" + query + ".csv"));
    String sql = Folders.read(Project.ROOT.resolve("db/edtech/queries/" + query + ".sql"));
    assertThat(Db.rows(project.url(), sql))
        .isEqualTo(expected.lines().skip(1).map(line -> line.replace(',', '|')).toList());
    assertThat(project.run("query", "edtech", query).exitCode()).isZero();
  }
}
