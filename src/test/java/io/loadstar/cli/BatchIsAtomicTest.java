package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Await;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 2: BI sees the whole batch or none of it, whatever ends the run. */
@Tag("slow")
class BatchIsAtomicTest {
  @TempDir Path folder;

  /** A lock that holds the loader in the middle of a station; none where a moment has to do. */
  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource({
    "validate, KILL, ",
    "validate, INT, ",
    "count, KILL, ",
    "quarantine, KILL, ",
    "stage, KILL, edtech_staging.staging_fact_quiz",
    "stage, INT, edtech_staging.staging_fact_quiz",
    "publish, KILL, edtech.fact_quiz",
    "publish, INT, edtech.fact_quiz",
    "ledger, KILL, loadstar.run_rule"
  })
  void starIsAsBeforeWhenTheLoaderDies(String station, String signal, String locked)
      throws Exception {
    Project project = firstBatchLoaded();
    List<String> before = Db.star(project.url(), "edtech");

    try (Connection holder = DriverManager.getConnection(project.url());
        Loader loader = new Loader(project, "load", "edtech", "--batch-date", "2025-06-02")) {
      lock(holder, locked);
      loader.until(station);
      if (locked != null) {
        awaitWaiting(project.url());
      }
      loader.signal(signal);
      int code = loader.end();
      assertThat(code).isEqualTo("INT".equals(signal) ? 130 : 137);
      if ("INT".equals(signal)) {
        assertThat(loader.printed())
            .contains("loadstar: Interrupted.", "Run the same command again: it is safe.");
        Await.until(
            "its files to go",
            () -> loader.left().stream().noneMatch(name -> name.startsWith("loadstar-spark-")));
      }
    }
    Stars.assertSame(Db.star(project.url(), "edtech"), before);
    assertThat(project.run("runs", "edtech", "--limit", "1").out()).contains("aborted");

    if ("INT".equals(signal)) {
      return; // What follows is the same as after KILL.
    }
    awaitUnlocked(project);
    project.loaded("edtech", "2025-06-02");
    Stars.assertSame(Db.star(project.url(), "edtech"), straight());
  }

  /** A project whose first batch is published. */
  private Project firstBatchLoaded() {
    return Project.edtech(folder, "2025-06-01");
  }

  private static @Nullable List<String> straight;

  /** The star after both batches were loaded without incident. */
  private List<String> straight() {
    if (straight == null) {
      Project calm = Project.edtech(Folders.temporary("calm"), "2025-06-01", "2025-06-02");
      straight = Db.star(calm.url(), "edtech");
    }
    return straight;
  }

  private static void lock(Connection holder, String table) throws SQLException {
    if (table != null) {
      holder.setAutoCommit(false);
      try (Statement statement = holder.createStatement()) {
        statement.execute("lock table " + table + " in exclusive mode");
      }
    }
  }

  private static void awaitWaiting(String url) {
    Await.until(
        "a lock to be waited for",
        () -> !"0".equals(Db.value(url, "select count(*) from pg_locks where not granted")));
  }

  /** The dead loader's backend lets go once its statement has ended. */
  private static void awaitUnlocked(Project project) {
    Await.until(
        "the area's lock",
        () ->
            "0"
                .equals(
                    Db.value(
                        project.url(),
                        "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())")));
  }

  @Test
  void starIsAsBeforeWhenPublishingFails() throws Exception {
    Project project = firstBatchLoaded();
    List<String> before = Db.star(project.url(), "edtech");
    TestWarehouse.execute(
        project.url(),
        """
        create function refuse() returns trigger language plpgsql as $$
        begin raise exception 'refused by a test'; end $$;
        create trigger refuse before insert on edtech.fact_video_interaction
        for each statement execute function refuse();
        """);
    Project.Result result = project.load("edtech", "2025-06-02");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("refused by a test").contains("Nothing was published");
    Stars.assertSame(Db.star(project.url(), "edtech"), before);
    assertThat(Db.rows(project.url(), "select status, exit_code from loadstar.run order by run_id"))
        .containsExactly("published|0", "failed|1");
  }

  @Test
  void aReaderNeverSeesHalfABatch() throws Exception {
    Project project = firstBatchLoaded();
    CompletableFuture<Set<String>> seen =
        CompletableFuture.supplyAsync(
            () -> {
              Set<String> counts = new HashSet<>();
              String last = "";
              while (!last.startsWith("2")) {
                last =
                    Db.value(
                        project.url(),
                        """
                        select
                            (select count(distinct _batch_date) from edtech.fact_quiz) || ' ' ||
                            (select count(distinct _batch_date) from edtech.fact_video_interaction) || ' ' ||
                            (select count(*) from loadstar.run where status = 'published')
                        """);
                counts.add(last);
              }
              return counts;
            });
    project.loaded("edtech", "2025-06-02");
    assertThat(seen.get()).containsExactlyInAnyOrder("1 1 1", "2 2 2");
  }

  @Test
  void quarantineOfAPublishedRunIsSettledByTheNextRun() throws Exception {
    Project project = Project.edtech(folder, "2025-06-01");
    // As a crash between commit and rename leaves it.
    String run = Db.value(project.url(), "select run_id || '-' || token from loadstar.run");
    Path area = project.quarantine().resolve("edtech");
    Path left = area.resolve("_runs").resolve(run).resolve("batch_date=2025-06-01");
    Files.createDirectories(left);
    Path settled = area.resolve("students/batch_date=2025-06-01");
    Files.move(settled, left.resolve("students"));

    project.loaded("edtech", "2025-06-02");
    assertThat(settled.resolve("part-00000.jsonl")).exists();
    assertThat(area.resolve("_runs")).doesNotExist();
  }
}
