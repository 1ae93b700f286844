package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes late in a stream is taken, quarantined or sent to its day; a load judges it alike. */
@Tag("slow")
class StreamLateTest {
  private static final String SPEC =
      """
      subject: doors
      input: input/{batch_date}
      sources:
        visits:
          path: visits_*.csv
          columns:
            visit:   {type: integer, required: true}
            seen_at: {type: timestamp, required: true}
          late: {by: seen_at, after: 10m, then: %s}
          duplicates: drop
          unique: {key: [visit], keep: last, order_by: [seen_at]}
          quarantine: {at_most: 100%%}
      facts:
        fact_visit:
          from: visits
          grain: [visit]
          date: seen_at
          degenerate: [seen_at]
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void empty() {
    project = Project.at(folder);
  }

  /** Visit 3 is late by ten minutes of its own day, visit 4 by an hour of the day before. */
  private void streamed(String then) {
    project = Project.generated("doors", SPEC.formatted(then), folder);
    write("2025-06-01", "1", "1,2025-06-01 10:00:00");
    write("2025-06-02", "1", "2,2025-06-02 01:00:00");
    succeeds("stream", "doors", "--once");
    write(
        "2025-06-02",
        "2",
        "3,2025-06-02 00:40:00\n4,2025-06-01 23:58:00\n5,2025-06-02 00:55:00\n2,2025-06-02 01:00:00");
    succeeds("stream", "doors", "--once");
  }

  private void write(String day, String name, String rows) {
    Folders.write(
        folder.resolve("input/" + day + "/visits_" + name + ".csv"),
        "visit,seen_at\n" + rows + "\n");
  }

  private Project.Result succeeds(String... command) {
    Project.Result result = project.run(command);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result;
  }

  private List<String> visits() {
    return Db.rows(
        project.url(),
        "select visit, to_char(_batch_date, 'DD') from doors.fact_visit order by visit");
  }

  private String lastRun(String column) {
    return Db.value(
        project.url(),
        "select "
            + column
            + " from loadstar.run_source join loadstar.run using (run_id)"
            + " where status = 'published' order by run_id desc limit 1");
  }

  @Test
  void taken() {
    streamed("take");
    assertThat(visits()).containsExactly("1|01", "2|02", "3|02", "4|02", "5|02");
    assertThat(
            Db.rows(
                project.url(),
                "select rule, column_name, severity, records from loadstar.run_rule"))
        .containsExactly("late|seen_at|warn|2");
    project.loaded("doors", "2025-06-02");
    assertThat(Db.rows(project.url(), "select records from loadstar.run_rule"))
        .containsExactly("2", "2");
  }

  @Test
  void quarantined() {
    streamed("quarantine");
    List<String> without = List.of("1|01", "2|02", "5|02");
    assertThat(visits()).isEqualTo(without);
    assertThat(succeeds("quarantine", "show", "doors").out())
        .contains("came more than 10m after newer ones");
    succeeds("quarantine", "replay", "doors");
    assertThat(visits()).isEqualTo(without);
    project.loaded("doors", "2025-06-02");
    assertThat(visits()).isEqualTo(without);
    assertThat(lastRun("records_quarantined")).isEqualTo("2");
    // The checkpoint is lost: nothing comes twice, and nothing that came is late now.
    Folders.delete(project.folder().resolve("target/checkpoints"));
    succeeds("stream", "doors", "--once");
    assertThat(visits()).isEqualTo(without);
  }

  @Test
  void sentToTheirDay() {
    streamed("own_day");
    List<String> all = List.of("1|01", "2|02", "3|02", "4|01", "5|02");
    assertThat(visits()).isEqualTo(all);
    assertThat(
            Db.value(
                project.url(),
                "select count(distinct xmin::text) from loadstar.run_file"
                    + " where watermark is not null"))
        .isEqualTo("1");
    project.loaded("doors", "2025-06-02");
    assertThat(visits()).isEqualTo(all);
    assertThat(lastRun("records_left_out")).isEqualTo("1");
    project.loaded("doors", "2025-06-01");
    assertThat(visits()).isEqualTo(all);
    // Of the other day's file only what belongs to this one counts as read.
    assertThat(lastRun("records_read || ' ' || records_left_out")).isEqualTo("2 0");
    assertThat(
            succeeds(
                    "backfill", "doors", "--from", "2025-06-01", "--to", "2025-06-02", "--continue")
                .out())
        .contains("2025-06-01  skipped", "2025-06-02  skipped");

    succeeds("retract", "doors", "--batch-date", "2025-06-01");
    assertThat(visits()).containsExactly("2|02", "3|02", "5|02");
    project.loaded("doors", "2025-06-01");
    assertThat(visits()).isEqualTo(all);

    Path late = folder.resolve("input/2025-06-02/visits_2.csv");
    Folders.delete(late);
    Project.Result gone = project.run("load", "doors", "--batch-date", "2025-06-01");
    assertThat(gone.exitCode()).isEqualTo(4);
    assertThat(gone.err())
        .contains(
            "Input is not there: visits: " + late + ", in which records of 2025-06-01 came late.");
    assertThat(visits()).isEqualTo(all);
  }

  /** What the spec says now holds for a load; nothing of a file comes to two days, or to none. */
  @Test
  void sentOnesStayWhereTheyAreWhenTheSpecSaysOtherwise() {
    streamed("own_day");
    Path spec = folder.resolve("db/doors/doors.yaml");
    Folders.write(spec, SPEC.formatted("take"));
    project.loaded("doors", "2025-06-01");
    project.loaded("doors", "2025-06-02");
    assertThat(visits()).containsExactly("1|01", "2|02", "3|02", "4|02", "5|02");
    Folders.write(spec, SPEC.formatted("own_day"));
    project.loaded("doors", "2025-06-02");
    project.loaded("doors", "2025-06-01");
    assertThat(visits()).containsExactly("1|01", "2|02", "3|02", "4|01", "5|02");

    // Rewritten since: nothing of it is late, and nothing is lost.
    write("2025-06-02", "2", "3,2025-06-02 00:40:00\n4,2025-06-01 23:58:00\n6,2025-06-01 23:00:00");
    assertThat(project.run("load", "doors", "--batch-date", "2025-06-01").err())
        .contains("came late, as it was then (load the day of its name first).");
    project.loaded("doors", "2025-06-02");
    project.loaded("doors", "2025-06-01");
    assertThat(visits()).containsExactly("1|01", "2|02", "3|02", "4|02", "6|02");
  }

  /** A copy that comes late is a copy, whether it is streamed or loaded. */
  @Test
  void aLateCopyIsADuplicate() {
    streamed("take");
    write("2025-06-02", "3", "2,2025-06-02 01:00:00\n6,2025-06-02 03:00:00");
    succeeds("stream", "doors", "--once");
    write("2025-06-02", "4", "2,2025-06-02 01:00:00");
    succeeds("stream", "doors", "--once");
    assertThat(lastRun("records_duplicate || ' ' || records_quarantined")).isEqualTo("1 0");
    project.loaded("doors", "2025-06-02");
    assertThat(lastRun("records_duplicate || ' ' || records_quarantined")).isEqualTo("3 0");
  }

  @Test
  void aFileThatIsRefusedDoesNotEndTheStream() {
    streamed("own_day");
    Path bad = folder.resolve("input/2025-06-03/visits_1.csv");
    Folders.write(bad, "visit\n7\n");
    write("2025-06-03", "2", "8,2025-06-03 00:00:00");
    assertThat(succeeds("stream", "doors", "--once").err()).contains("set aside: visits: " + bad);
    assertThat(visits()).contains("8|03");
    // Again, otherwise.
    Folders.write(bad, "visit\n7\n9\n");
    write("2025-06-03", "3", "10,2025-06-03 00:00:00");
    assertThat(succeeds("stream", "doors", "--once").err()).contains("set aside: visits: " + bad);
    assertThat(visits()).contains("10|03");
  }

  @Test
  void correctedOnesStayInTheirBatch() {
    project = Project.generated("doors", SPEC.formatted("own_day"), folder);
    write("2025-06-02", "1", "2,2025-06-02 01:00:00");
    succeeds("stream", "doors", "--once");
    write("2025-06-02", "2", "3,yesterday");
    succeeds("stream", "doors", "--once");
    Path corrected = folder.resolve("corrected.jsonl");
    succeeds("quarantine", "export", "doors", "--to", corrected.toString());
    Folders.write(corrected, Folders.read(corrected).replace("yesterday", "2025-06-01 23:58:00"));
    succeeds("quarantine", "replay", "doors", "--from", corrected.toString());
    assertThat(visits()).containsExactly("2|02", "3|02");
    project.loaded("doors", "2025-06-02");
    assertThat(visits()).containsExactly("2|02", "3|02");
  }

  @Test
  void oneWrongClockMakesNobodyLate() throws Exception {
    project = Project.generated("doors", SPEC.formatted("quarantine"), folder);
    write("2025-06-01", "1", "1,2025-06-01 10:00:00\n2,2099-01-01 00:00:00");
    succeeds("stream", "doors", "--once");
    write("2025-06-01", "2", "3,2025-06-01 09:55:00\n4,2025-06-01 09:45:00");
    succeeds("stream", "doors", "--once");
    assertThat(visits()).containsExactly("1|01", "2|01", "3|01");
    assertThat(Files.exists(folder.resolve("quarantine"))).isTrue();
  }
}
