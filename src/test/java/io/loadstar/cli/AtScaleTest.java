package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.spark.SparkRuntime;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large input goes another way than small; here small input is taken for large. */
@Tag("slow")
class AtScaleTest {
  private static final Map<String, List<String>> BATCHES =
      Map.of("edtech", List.of("2025-06-01"), "learning", List.of("2024-01-15"));

  @TempDir Path folder;

  private static void atScale() {
    System.setProperty(SparkRuntime.SMALL_INPUT, "0");
  }

  @AfterEach
  void asUsual() {
    System.clearProperty(SparkRuntime.SMALL_INPUT);
  }

  /** Star, counts and every reason are the same, whichever way. */
  @ParameterizedTest
  @ValueSource(strings = {"edtech", "learning"})
  void bothWaysMakeTheSameStar(String area) {
    Project small = Project.shipped(area, folder.resolve("small"));
    Project large = Project.shipped(area, folder.resolve("large"));
    for (String batch : Objects.requireNonNull(BATCHES.get(area))) {
      assertThat(small.loaded(area, batch).out()).doesNotContain("behind each shuffle");
    }
    atScale();
    for (String batch : Objects.requireNonNull(BATCHES.get(area))) {
      assertThat(large.loaded(area, batch).out())
          .containsPattern("\\d+ tasks behind each shuffle, up to \\d+ at a time");
      assertExplained(large.run("explain", area, "--batch-date", batch).out());
    }
    Stars.assertSame(Db.star(large.url(), area), Db.star(small.url(), area));
    String counts =
        "select r.batch_date, c.* from loadstar.run_%s as c join loadstar.run as r using (run_id)";
    for (String table : List.of("source", "rule")) {
      assertThat(Db.rows(large.url(), counts.formatted(table)))
          .containsExactlyInAnyOrderElementsOf(Db.rows(small.url(), counts.formatted(table)));
    }
  }

  private static void assertExplained(String explained) {
    List<String> lines = explained.lines().map(line -> line.replaceFirst("^ {3}", "")).toList();
    assertThat(Explained.assertCaused(lines)).isGreaterThan(20);
    assertThat(explained).contains("^ scan: values of ").doesNotContain("^ scan: ,");
  }

  /** Equal records, contradicting ones and keys that are null or differ in form only. */
  @Test
  void comparisonsAreTheSameBothWays() throws IOException {
    String spec =
        """
        subject: sets
        input: in
        sources:
          items:
            path: items.csv
            columns:
              id: {type: integer, required: true}
              name: {type: string}
              weight: {type: double}
            duplicates: drop
            unique: {key: [id], keep: last}
          marks:
            path: marks.csv
            columns:
              item: {type: string}
              day: {type: date, required: true}
              mark: {type: double, required: true}
            duplicates: drop
            unique: {key: [item, mark], keep: none}
        dimensions:
          dim_item: {from: items, natural_key: [id], attributes: [name, weight]}
        facts:
          fact_mark:
            from: marks
            grain: [item, day, mark]
            date: day
            degenerate: [item]
            measures: {points: mark}
        """;
    Folders.write(
        folder.resolve("items.csv"),
        "id,name,weight\n1,a,0.0\n1,a,-0.0\n01,a,0\n2,b,\n2,b,\n2,c,1\n3,,\n+3,,\n4,d,1e3\nx,e,1\n");
    Folders.write(
        folder.resolve("marks.csv"),
        "item,day,mark\na,2025-06-01,1\na,2025-06-01,1\na,2025-06-02,1.0\n,2025-06-01,1\n,2025-06-01,1\nb,2025-06-01,-0.0\nb,2025-06-02,0\nc,2025-06-01,5\n");
    List<List<String>> stars = new java.util.ArrayList<>();
    Map<String, String> ways = Map.of("usual", "", "large", "0", "large with few in doubt", "1");
    for (Map.Entry<String, String> way : ways.entrySet()) {
      Project project = Project.generated("sets", spec, folder.resolve(way.getKey()));
      asUsual();
      if (!way.getValue().isEmpty()) {
        System.setProperty(SparkRuntime.SMALL_INPUT, way.getValue());
      }
      Project.Result result = project.loaded("sets", "2025-06-01", "--input", folder.toString());
      List<String> star = Db.star(project.url(), "sets");
      result
          .out()
          .lines()
          .filter(line -> line.contains(".") || line.contains("items"))
          .forEach(star::add);
      star.removeIf(line -> line.startsWith("Published") || line.contains("/"));
      stars.add(star);
    }
    assertThat(stars).hasSize(3).allMatch(stars.get(0)::equals);
  }

  /** The golden case of measures that cannot be computed, taken for large. */
  @Test
  void measuresFailOnTheSameRecordsBothWays() {
    Path golden = Path.of("src/test/resources/cases/load/measures-fail-on-single-records");
    String spec = Folders.read(golden.resolve("people.yaml"));
    List<List<String>> found = new java.util.ArrayList<>();
    for (String way : List.of("usual", "large")) {
      Project project = Project.generated("people", spec, folder.resolve(way));
      if (way.equals("large")) {
        atScale();
      }
      String input = golden.resolve("input").toAbsolutePath().toString();
      project.loaded("people", "2025-06-01", "--input", input);
      List<String> all = Db.star(project.url(), "people");
      all.addAll(
          Db.rows(
              project.url(),
              "select source, rule, records from loadstar.run_rule order by 1, 2, 3"));
      found.add(all);
    }
    assertThat(found.get(0)).isEqualTo(found.get(1)).anyMatch("visits|visits_paid|3"::equals);
  }

  /** So many keys, and so many in doubt, that they are shuffled in place of sent about. */
  @Test
  void manyKeysAndManyDoubtsAreShuffled() {
    int records = 300_000;
    String spec =
        """
        subject: crowd
        input: in
        sources:
          people:
            path: people.csv
            columns:
              id: {type: integer, required: true}
              name: {type: string}
            duplicates: drop
          visits:
            path: visits.csv
            columns:
              person: {type: integer, required: true}
              day: {type: date, required: true}
        dimensions:
          dim_person: {from: people, natural_key: [id], attributes: [name]}
        facts:
          fact_visit:
            from: visits
            grain: [person, day]
            date: day
            dimensions:
              person_key: {to: dim_person, by: [person]}
            degenerate: [person]
        """;
    StringBuilder people = new StringBuilder("id,name\n");
    // Everyone comes twice; and the file is longer than what is sent about by its size alone.
    IntStream.range(0, records)
        .forEach(i -> people.append("%d,Person with a long name %08d\n".formatted(i / 2, i / 2)));
    Folders.write(folder.resolve("people.csv"), people.toString());
    StringBuilder visits = new StringBuilder("person,day\n");
    IntStream.range(0, 1_000)
        .forEach(i -> visits.append("%d,2025-06-01\n".formatted(records / 2 - 990 + i)));
    Folders.write(folder.resolve("visits.csv"), visits.toString());
    atScale();
    Project project = Project.generated("crowd", spec, folder.resolve("project"));
    project.loaded("crowd", "2025-06-01", "--input", folder.toString());
    assertThat(
            Db.rows(
                project.url(),
                "select source, records_loaded, records_quarantined, records_duplicate"
                    + " from loadstar.run_source order by 1"))
        .containsExactly("people|150000|0|150000", "visits|990|10|0");
    assertThat(Db.value(project.url(), "select count(distinct id) from crowd.dim_person"))
        .isEqualTo("150000");
    assertThat(
            Db.value(
                project.url(),
                "select count(*) from crowd.fact_visit inner join crowd.dim_person using"
                    + " (person_key) where person = id"))
        .isEqualTo("990");
    assertThat(
            project
                .run("explain", "crowd", "--batch-date", "2025-06-01", "--table", "fact_visit")
                .out())
        .contains("^ exchange: distinct person of visits");
    assertThat(
            project
                .run("explain", "crowd", "--batch-date", "2025-06-01", "--table", "dim_person")
                .out())
        .contains("^ exchange: exact duplicates of people, 300000 rows");
  }

  /** Four times the rows send no more to the driver: counts by rule and table, and nothing else. */
  @Test
  void whatTheDriverGetsDoesNotGrowWithTheData() throws Exception {
    String spec = Folders.read(Project.ROOT.resolve("bench/db/quiz/quiz.yaml"));
    atScale();
    long small = resultBytes(spec, 5_000);
    long large = resultBytes(spec, 20_000);
    assertThat(large).isLessThan(small + 50_000);
  }

  private long resultBytes(String spec, int attempts) throws Exception {
    Path day = folder.resolve("day" + attempts);
    Folders.write(
        day.resolve("students.csv"), "student_id,student_name,email,enrollment_date\n1,A,,\n");
    Folders.write(day.resolve("courses.csv"), "course_id,course_name\n1,C\n");
    StringBuilder text = new StringBuilder("student_id,course_id,quiz_id,score,attempt_time\n");
    IntStream.range(0, attempts)
        .forEach(
            i ->
                text.append(
                    "1,1,%d,50,2025-06-01 10:%02d:%02d\n".formatted(i, i / 60 % 60, i % 60)));
    Folders.write(day.resolve("attempts.csv"), text.toString());
    Project project = Project.generated("quiz", spec, folder.resolve("project" + attempts));
    AtomicLong bytes = new AtomicLong();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd end) {
            if (end.taskMetrics() != null) {
              bytes.addAndGet(end.taskMetrics().resultSize());
            }
          }
        };
    SparkSession spark = SparkRuntime.start(SparkRuntime.LOCAL);
    spark.sparkContext().addSparkListener(listener);
    try {
      project.loaded("quiz", "2025-06-01", "--input", day.toString());
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().removeSparkListener(listener);
    }
    assertThat(bytes).hasPositiveValue();
    return bytes.get();
  }
}
