package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1 behind staging: what the warehouse swallows fails the run. */
@Tag("slow")
class StagedRowsReachTheStarTest {
  private static String loaded;
  private static List<String> before;

  @TempDir Path folder;

  private Project project;

  @BeforeAll
  static void firstBatchLoaded(@TempDir Path calm) {
    Project straight = Project.edtech(calm);
    straight.loaded("edtech", "2025-06-01");
    loaded = straight.url();
    before = Db.star(loaded, "edtech");
  }

  @BeforeEach
  void ofItsOwn() {
    project = Project.edtech(folder).warehouse(TestWarehouse.copied(loaded));
  }

  private void trigger(String does, String when) {
    TestWarehouse.execute(
        project.url(),
        "create function meddle() returns trigger language plpgsql as $$ begin "
            + does
            + " return null; end $$; create trigger meddle "
            + when
            + " execute function meddle()");
  }

  private void assertRefused(String... says) {
    Project.Result result = project.run("load", "edtech", "--batch-date", "2025-06-02");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
    assertThat(result.err()).contains(says);
    Stars.assertSame(Db.star(project.url(), "edtech"), before);
  }

  @Test
  void factRowsThatTheStarDoesNotTakeFailTheRun() {
    trigger("", "before insert on edtech.fact_quiz for each row when (new.quiz_score < 50)");
    assertRefused(
        "rows staged for edtech.fact_quiz, ",
        " were written and 0 gave way to other batches, so nothing was published. A trigger, a rule"
            + " or another session has changed the table or its staging");
  }

  @Test
  void membersThatAreGoneAfterStagingFailTheRun() {
    trigger(
        "delete from edtech_staging.staging_dim_student where student_id % 2 = 0;",
        "after update on loadstar.staged_partition"
            + " for each row when (new.table_name like '%staging_dim_student')");
    assertRefused(
        "edtech_staging.staging_dim_student has 55 rows of the 110 that were staged, so nothing was"
            + " published. Another session or a trigger has changed it");
  }
}
