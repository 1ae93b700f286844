package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Promise 4: any order of batches, with any repeats, converges to the same star. {@code
 * HistoryConvergesTest} and {@code WholeLoadsConvergeTest} draw many more.
 */
@Tag("slow")
class OrderDoesNotMatterTest {
  private static @Nullable List<String> inOrder;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"321", "1213231"})
  void everyOrderGivesTheStarOfTheOrderly(String order) {
    Stars.assertSame(star(folder, order), inOrder());
  }

  private static List<String> inOrder() {
    if (inOrder == null) {
      inOrder = star(Folders.temporary("order"), "123");
    }
    return inOrder;
  }

  private static List<String> star(Path folder, String order) {
    Project project = Project.edtech(folder);
    order.chars().forEach(batch -> project.loaded("edtech", "2025-06-0" + (char) batch));
    return Db.star(project.url(), "edtech");
  }

  private static final String SPEC =
      """
      subject: visits
      input: input
      sources:
        visits:
          path: visits_{batch_date}.csv
          columns:
            room:    {type: integer, required: true}
            seen_at: {type: date, required: true}
            people:  {type: integer}
      facts:
        fact_visit:
          from: visits
          grain: [room]
          date: seen_at
          across_batches: %s
          measures: {people: people}
      """;

  /** The grain leaves out the date, so that rows of several days stand for the same. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"latest; 3", "first; 1", "all; 3,1,2"})
  void sameGrainInSeveralBatches(String across, String stands) {
    for (String order : List.of("123", "31231")) {
      Project project =
          Project.generated("visits", SPEC.replace("%s", across), folder.resolve(across + order));
      for (int day = 1; day <= 3; day++) {
        Folders.write(
            project.folder().resolve("input/visits_2025-06-0" + day + ".csv"),
            "room,seen_at,people\n7,2025-05-0" + day + "," + day + "\n");
      }
      order.chars().forEach(batch -> project.loaded("visits", "2025-06-0" + (char) batch));
      assertThat(Db.rows(project.url(), "select people from visits.fact_visit"))
          .as(across + " in order " + order)
          .containsExactlyInAnyOrder(stands.split(",", -1));
    }
  }

  /** A row may then give way to several. */
  @Test
  void allThatStoodGiveWayToTheLatestOnceTheSpecSaysSo() {
    Project project = Project.generated("visits", SPEC.replace("%s", "all"), folder);
    for (int day = 1; day <= 3; day++) {
      Folders.write(
          project.folder().resolve("input/visits_2025-06-0" + day + ".csv"),
          "room,seen_at,people\n7,2025-05-0" + day + "," + day + "\n");
      project.loaded("visits", "2025-06-0" + day);
    }
    Folders.write(project.folder().resolve("db/visits/visits.yaml"), SPEC.replace("%s", "latest"));
    assertThat(project.run("generate", "visits").exitCode()).isZero();
    for (int day = 1; day <= 3; day++) {
      project.loaded("visits", "2025-06-0" + day);
    }
    assertThat(Db.rows(project.url(), "select people from visits.fact_visit")).containsExactly("3");
  }

  @Test
  void anOlderBatchNeverOverwritesANewerValue() {
    Project project = Project.edtech(folder);
    project.loaded("edtech", "2025-06-03");
    project.loaded("edtech", "2025-06-01");
    assertThat(
            Db.rows(
                project.url(),
                "select student_name, _batch_date from edtech.dim_student where student_id = 9"))
        .containsExactly("Student 009 (renamed)|2025-06-03");
  }

  /** Also where the value in between was the same as the oldest: who was seen last decides. */
  @Test
  void anOlderBatchNeverOverwritesAnUnchangedNewerValue() {
    String spec =
        Folders.read(Project.ROOT.resolve("src/test/resources/cases/load/people.yaml"))
            .replace("people.csv", "people_{batch_date}.csv");
    Project project = Project.generated("people", spec, folder);
    String[] names = {"Ann", "Anna", "Ann"};
    for (int day = 1; day <= 3; day++) {
      Folders.write(
          project.folder().resolve("input/people_2025-06-0" + day + ".csv"),
          "person_id,name,born\n1," + names[day - 1] + ",\n");
    }
    for (String day : List.of("1", "3", "2")) {
      project.loaded("people", "2025-06-0" + day);
    }
    assertThat(
            Db.rows(project.url(), "select full_name from people.dim_person where person_id = 1"))
        .containsExactly("Ann");
  }
}
