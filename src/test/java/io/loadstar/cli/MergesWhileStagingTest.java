package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Await;
import io.loadstar.support.Db;
import io.loadstar.support.StagingGate;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 2 where a dimension is merged while a fact is still on its way. */
@Tag("slow")
class MergesWhileStagingTest {
  private static final String FACTS = "edtech_staging.staging_fact%";

  /** Backends that have written to a dimension and not committed. */
  private static final String MERGING =
      """
      select distinct pid
      from pg_locks
      where relation = 'edtech.dim_student'::regclass
          and mode = 'RowExclusiveLock'
          and pid <> pg_backend_pid()
      """;

  private static String loaded;
  private static List<String> before;
  private static List<String> after;

  @TempDir Path folder;

  private Project project;

  @BeforeAll
  static void bothBatchesLoadedWithoutIncident(@TempDir Path calm) {
    Project straight = Project.edtech(calm, "2025-06-01");
    loaded = TestWarehouse.copied(straight.url());
    before = Db.star(loaded, "edtech");
    straight.loaded("edtech", "2025-06-02");
    after = Db.star(straight.url(), "edtech");
  }

  @BeforeEach
  void firstBatchLoaded() {
    project = Project.edtech(folder).warehouse(TestWarehouse.copied(loaded));
  }

  private CompletableFuture<Project.Result> loading() {
    return CompletableFuture.supplyAsync(
        () -> project.run("load", "edtech", "--batch-date", "2025-06-02"));
  }

  private boolean isMerging() {
    return !Db.rows(project.url(), MERGING).isEmpty();
  }

  private void awaitMerging() {
    Await.until("a dimension to be merged", this::isMerging);
  }

  private void assertLoaded(Project.Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    Stars.assertSame(Db.star(project.url(), "edtech"), after);
  }

  private void set(String setting) {
    TestWarehouse.execute(
        project.url(),
        "do $$ begin execute format('alter database %I set "
            + setting.replace("'", "''")
            + "', current_database()); end $$");
  }

  @ParameterizedTest
  @ValueSource(strings = {"read committed", "repeatable read", "serializable"})
  void dimensionsAreMergedAndNobodySeesItBeforeFactsAreThere(String isolation) throws Exception {
    set("default_transaction_isolation = '" + isolation + "'");
    try (StagingGate gate = StagingGate.shut(project.url(), FACTS)) {
      CompletableFuture<Project.Result> load = loading();
      awaitMerging();
      Stars.assertSame(Db.star(project.url(), "edtech"), before);
      gate.close();
      assertLoaded(load.join());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"idle_in_transaction_session_timeout = '200ms'", "transaction_timeout = '60s'"})
  void serverThatLetsNoTransactionWaitIsNotAskedTo(String setting) throws Exception {
    set(setting);
    try (StagingGate gate = StagingGate.shut(project.url(), FACTS)) {
      CompletableFuture<Project.Result> load = loading();
      gate.awaitWaiting(1);
      // Long enough for the dimensions, had they been merged, and for the server to lose patience.
      Thread.sleep(2_000);
      assertThat(isMerging()).isFalse();
      gate.close();
      Project.Result result = load.join();
      assertThat(result.out() + result.err()).doesNotContain("trying again");
      assertLoaded(result);
    }
  }

  @Test
  void connectionThatIsCutMeanwhileIsMadeAgain() throws Exception {
    try (StagingGate gate = StagingGate.shut(project.url(), FACTS)) {
      CompletableFuture<Project.Result> load = loading();
      awaitMerging();
      Db.rows(project.url(), "select pg_terminate_backend(pid) from (" + MERGING + ") as merging");
      gate.close();
      Project.Result result = load.join();
      assertThat(result.out() + result.err()).contains("publishing was cut short (", "2 of 3");
      assertLoaded(result);
    }
  }

  /** What may pass for the connection that publishes has been tried again by Spark before. */
  @Test
  void connectionsThatStagingLosesAreNotTakenForThePublishingOne() throws Exception {
    TestWarehouse.execute(
        project.url(),
        """
        create function cut() returns trigger language plpgsql as $$
        begin
            perform pg_terminate_backend(pg_backend_pid());
            return null;
        end $$;
        create trigger cut after insert on loadstar.staged_partition
        for each row when (new.table_name like '%staging_dim_student') execute function cut();
        """);
    try (StagingGate gate = StagingGate.shut(project.url(), FACTS)) {
      CompletableFuture<Project.Result> load = loading();
      gate.awaitWaiting(1);
      Thread.sleep(2_000);
      gate.close();
      Project.Result result = load.join();
      assertThat(result.exitCode()).as(result.err()).isEqualTo(5);
      assertThat(result.out() + result.err()).doesNotContain("publishing was cut short");
      Stars.assertSame(Db.star(project.url(), "edtech"), before);
    }
  }

  @Test
  void factThatCannotBeStagedLeavesTheStarAsItWas() throws Exception {
    try (StagingGate gate = StagingGate.shut(project.url(), FACTS)) {
      CompletableFuture<Project.Result> load = loading();
      awaitMerging();
      TestWarehouse.execute(
          project.url(),
          "alter table edtech_staging.staging_fact_quiz rename to staging_fact_lost");
      gate.close();
      Project.Result result = load.join();
      assertThat(result.exitCode()).as(result.err()).isNotZero();
      assertThat(result.err()).contains("staging_fact_quiz");
      assertThat(result.out() + result.err()).doesNotContain("publishing was cut short");
      Stars.assertSame(Db.star(project.url(), "edtech"), before);
    }
  }
}
