package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.OwnThread;
import io.loadstar.support.StagingGate;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 5: two runs of one subject area never interleave. */
@Tag("slow")
class RunsNeverInterleaveTest {
  @TempDir Path folder;

  @Test
  void theSecondFailsAndSaysWhoIsAtWork() throws Exception {
    Project project = Project.edtech(folder);
    try (Connection other = DriverManager.getConnection(project.url());
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(hashtext('loadstar'), hashtext('edtech'))");
      statement.execute(
          "insert into loadstar.run (subject_area, batch_date, token, status, started_at, input, spec_fingerprint) values ('edtech', '2025-05-31', 't', 'running', timestamp '2025-06-01 01:02:03', '', '')");
      Project.Result result = project.load("edtech", "2025-06-01");
      assertThat(result.exitCode()).isEqualTo(5);
      assertThat(result.err())
          .isEqualToIgnoringNewLines(
              "loadstar: Another run of 'edtech' is under way (run 1, batch 2025-05-31, since 2025-06-01 01:02:03 UTC). Two runs of one subject area never interleave: wait for it, then run this again.");
      assertThat(project.run("runs").out()).contains("running");
    }
    project.loaded("edtech", "2025-06-01");
    assertThat(Db.rows(project.url(), "select status from loadstar.run order by run_id"))
        .containsExactly("aborted", "published");
  }

  @Test
  void ofTwoAtOnceOneLoadsAndOneIsTold() throws Exception {
    Project project = Project.edtech(folder);
    CompletableFuture<Project.Result> first;
    try (StagingGate gate = StagingGate.shut(project.url())) {
      first = OwnThread.begin(() -> project.load("edtech", "2025-06-01"));
      gate.awaitWaiting(1);
      Project.Result second = project.load("edtech", "2025-06-01");
      assertThat(second.exitCode()).isEqualTo(5);
      assertThat(second.err()).contains("Another run of 'edtech' is under way (run 1, batch");
    }
    assertThat(first.join().exitCode()).isZero();
    assertThat(Db.count(project.url(), "edtech.fact_quiz")).isEqualTo(200);
  }

  /** Each has a session, tags and listeners of its own, though Spark is one. */
  @Test
  void twoAreasInOneProcessDoNotDisturbEachOther() {
    Project calm = Project.shipped("learning", folder.resolve("calm"), "2024-02-01");
    Project learning = Project.shipped("learning", folder.resolve("learning"));
    Project edtech = Project.edtech(folder.resolve("edtech"));
    CompletableFuture<Project.Result> other =
        OwnThread.begin(() -> learning.load("learning", "2024-02-01"));
    Project.Result own = edtech.load("edtech", "2025-06-01");
    assertThat(own.exitCode()).as(own.err()).isZero();
    assertThat(other.join().exitCode()).as(other.join().err()).isZero();
    assertThat(own.out()).doesNotContain("fact_enrollment", "dim_user");
    assertThat(other.join().out()).doesNotContain("fact_quiz", "dim_student");
    assertThat(Db.count(edtech.url(), "edtech.fact_quiz")).isEqualTo(200);
    assertThat(Db.star(learning.url(), "learning")).isEqualTo(Db.star(calm.url(), "learning"));
  }

  /** A migration may remake staging tables that a run is filling, so it takes turns too. */
  @Test
  void nothingIsMigratedUnderARunThatIsUnderWay() throws Exception {
    Project project = Project.edtech(folder).warehouse(TestWarehouse.empty());
    try (Connection other = DriverManager.getConnection(project.url());
        Statement statement = other.createStatement()) {
      statement.execute("select pg_advisory_lock(hashtext('loadstar'), hashtext('edtech'))");
      assertThat(project.run("migrate", "edtech").exitCode()).isEqualTo(5);
      assertThat(project.load("edtech", "2025-06-01").exitCode()).isEqualTo(5);
      assertThat(Db.value(project.url(), "select to_regnamespace('edtech') is null"))
          .isEqualTo("t");
    }
    assertThat(project.run("migrate", "edtech").exitCode()).isZero();
  }
}
