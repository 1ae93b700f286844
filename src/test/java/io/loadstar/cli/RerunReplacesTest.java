package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 3: a re-run replaces exactly what that batch contributed, and nothing else. */
@Tag("slow")
class RerunReplacesTest {
  @TempDir Path folder;

  @Test
  void twiceIsTheSameAsOnce() {
    Project project = Project.edtech(folder, "2025-06-01");
    List<String> once = Db.star(project.url(), "edtech");
    List<String> quarantined = Folders.list(project.quarantine());
    project.loaded("edtech", "2025-06-01");
    Stars.assertSame(Db.star(project.url(), "edtech"), once);
    assertThat(Folders.list(project.quarantine())).isEqualTo(quarantined);
    assertThat(
            Db.value(
                project.url(),
                "select sum(rows_written) from loadstar.run_table where run_id = 2 and table_name like 'dim%'"))
        .as("members that did not change are not rewritten")
        .isEqualTo("0");
  }

  @Test
  void changedFileReplacesItsBatchOnly() {
    Project project = Project.edtech(folder, "2025-06-01", "2025-06-02");
    List<String> others =
        Db.rows(
            project.url(),
            "select * from edtech.fact_quiz where _batch_date = '2025-06-01' order by 1, 2, 3, 4");

    Path file =
        project.folder().resolve("sample-data/edtech/2025-06-02/quiz_attempts_20250602_large.csv");
    Folders.write(file, "student_id,quiz_id,score,attempt_time\n1,1,88,2025-06-02 08:00:00\n");
    project.loaded("edtech", "2025-06-02");

    assertThat(
            Db.rows(
                project.url(),
                "select quiz_id, quiz_score from edtech.fact_quiz where _batch_date = '2025-06-02'"))
        .containsExactly("1|88");
    assertThat(
            Db.rows(
                project.url(),
                "select * from edtech.fact_quiz where _batch_date = '2025-06-01' order by 1, 2, 3, 4"))
        .isEqualTo(others);
    Path quarantined = project.quarantine().resolve("edtech/quiz_attempts");
    assertThat(quarantined.resolve("batch_date=2025-06-02")).doesNotExist();
    assertThat(quarantined.resolve("batch_date=2025-06-01")).exists();
  }

  @Test
  void rowThatGaveWayReturnsWhenItsBetterGoes() {
    Project project = Project.edtech(folder, "2025-06-02", "2025-06-03");
    String corrected =
        "select quiz_score, fact_quiz._batch_date from edtech.fact_quiz join edtech.dim_student using (student_key) where student_id = 7 and quiz_id = 2 and attempt_time = timestamp '2025-06-02 09:30:00'";
    assertThat(Db.rows(project.url(), corrected)).containsExactly("65|2025-06-03");
    Path file =
        project.folder().resolve("sample-data/edtech/2025-06-03/quiz_attempts_20250603_large.csv");
    Folders.write(file, Folders.read(file).replace("7,2,65,2025-06-02 09:30:00\n", ""));
    project.loaded("edtech", "2025-06-03");
    assertThat(Db.rows(project.url(), corrected)).containsExactly("55|2025-06-02");
  }

  /** A failed file is not forgotten: the batch stays failed until it is loaded. */
  @Test
  void failedBatchStaysOpenUntilItIsLoaded() {
    Project project = Project.edtech(folder);
    Path file = project.folder().resolve("sample-data/edtech/2025-06-01/courses_large.csv");
    String whole = Folders.read(file);
    Folders.write(file, "");
    assertThat(project.load("edtech", "2025-06-01").exitCode()).isEqualTo(1);
    project.loaded("edtech", "2025-06-02");
    Folders.write(file, whole);
    project.loaded("edtech", "2025-06-01");
    assertThat(
            Db.rows(project.url(), "select batch_date, status from loadstar.run order by run_id"))
        .containsExactly("2025-06-01|failed", "2025-06-02|published", "2025-06-01|published");
  }

  @Test
  void aStrayFileAmongTheRunsOfTheQuarantineStopsNothing() {
    Project project = Project.edtech(folder);
    Folders.write(project.quarantine().resolve("edtech/_runs/.DS_Store"), "stray");
    project.loaded("edtech", "2025-06-01");
    assertThat(project.run("quarantine", "list", "edtech").out()).contains("students");
  }

  @Test
  void aQuarantineThatCannotBeWrittenIsNamed() {
    Project project = Project.edtech(folder);
    Folders.write(folder.resolve("file"), "in the way");
    Project.Result result =
        project.load("edtech", "2025-06-01", "--quarantine", folder.resolve("file").toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("The quarantine", "cannot be written", "Check its rights and the disk");
    assertThat(Db.count(project.url(), "edtech.fact_quiz")).isZero();
  }
}
