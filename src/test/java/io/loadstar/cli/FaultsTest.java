package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Await;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.StagingGate;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.postgres.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 2 where the warehouse or an executor fails: what is safe is tried again, and said. */
@Tag("slow")
class FaultsTest {
  private static final String WAITING =
      "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";

  /** Whether all facts of the run are staged, and no copy is under way. */
  private static final String FACTS_ARE_STAGED =
      """
      select count(distinct table_name) = 3
          and not exists (select 1 from pg_stat_activity where query like 'copy %' and state <> 'idle')
      from loadstar.staged_partition
      where table_name like 'edtech_staging.staging_fact%'
          and run_id = (select max(run_id) from loadstar.run)
      """;

  @TempDir Path folder;

  private static @Nullable List<String> calm;

  /** The star after both batches were loaded without incident. */
  private static List<String> calm() throws IOException {
    if (calm == null) {
      Project project = Project.edtech(Folders.temporary("calm"), "2025-06-01", "2025-06-02");
      calm = Db.star(project.url(), "edtech");
    }
    return calm;
  }

  private static Connection lock(String url, String table) throws SQLException {
    Connection holder = DriverManager.getConnection(url);
    holder.setAutoCommit(false);
    try (Statement statement = holder.createStatement()) {
      statement.execute("lock table " + table + " in exclusive mode");
    }
    return holder;
  }

  /** Cuts the connection that waits for the lock, then frees it. */
  private static void cutWhileWaiting(Project project, Connection holder) throws SQLException {
    Await.until("a lock to be waited for", () -> !Db.rows(project.url(), WAITING).isEmpty());
    Db.rows(project.url(), "select pg_terminate_backend(pid) from (" + WAITING + ") as waiting");
    holder.close();
  }

  @Test
  void threadsThatAreEndedSayNothing() throws Exception {
    String main = NoisyEnd.class.getName();
    try (Loader loader = new Loader(main, Project.edtech(folder), Map.of(), "--version")) {
      assertThat(loader.end()).isZero();
      assertThat(loader.printed()).isEqualTo(String.join("", new Version().getVersion()) + "\n");
    }
  }

  @Test
  void connectionCutWhileStaging() throws Exception {
    Project project = Project.edtech(folder, "2025-06-01");
    try (StagingGate gate = StagingGate.shut(project.url());
        Loader loader = new Loader(project, "load", "edtech", "--batch-date", "2025-06-02")) {
      gate.awaitWaiting(1);
      gate.cut();
      gate.close();
      assertThat(loader.end()).as(loader.printed()).isZero();
      assertThat(loader.printed()).contains("a task failed (").contains("); running it again");
      // Where the launcher does not say another place.
      assertThat(loader.left()).containsExactly("loadstar.log");
    }
    Stars.assertSame(Db.star(project.url(), "edtech"), calm());
  }

  @ParameterizedTest
  @ValueSource(strings = {"edtech.fact_quiz", "loadstar.run_rule"})
  void connectionCutWhilePublishing(String table) throws Exception {
    Project project = Project.edtech(folder, "2025-06-01");
    try (Connection holder = lock(project.url(), table);
        Loader loader = new Loader(project, "load", "edtech", "--batch-date", "2025-06-02")) {
      loader.until("publish");
      cutWhileWaiting(project, holder);
      assertThat(loader.end()).as(loader.printed()).isZero();
      assertThat(loader.printed())
          .contains("publishing was cut short (FATAL: terminating connection")
          .contains("trying again, 2 of 3");
    }
    Stars.assertSame(Db.star(project.url(), "edtech"), calm());
  }

  /** While the connection was lost, another loader may have had the lock, and settled the run. */
  @Test
  void connectionCutAndTheRunSettledByAnother() throws Exception {
    Project project = Project.edtech(folder, "2025-06-01");
    List<String> before = Db.star(project.url(), "edtech");
    try (Connection holder = lock(project.url(), "edtech.fact_quiz");
        Loader loader = new Loader(project, "load", "edtech", "--batch-date", "2025-06-02")) {
      loader.until("publish");
      Await.until("a lock to be waited for", () -> !Db.rows(project.url(), WAITING).isEmpty());
      TestWarehouse.execute(
          project.url(), "update loadstar.run set status = 'aborted' where status = 'running'");
      cutWhileWaiting(project, holder);
      assertThat(loader.end()).as(loader.printed()).isEqualTo(5);
      assertThat(loader.printed())
          .contains(
              "The connection was lost while publishing edtech, and another run has had the area"
                  + " since. Nothing was published. Run the same command again: it is safe.");
    }
    Stars.assertSame(Db.star(project.url(), "edtech"), before);
  }

  @Test
  void taskThatLosesItsConnectionAtTheCommitIsRunAgain() throws Exception {
    Project project = Project.edtech(folder, "2025-06-01");
    // The first attempt at every table loses its connection at the very commit.
    TestWarehouse.execute(
        project.url(),
        """
        create sequence attempts;
        create function cut() returns trigger language plpgsql as $$
        begin
            if nextval('attempts') = 1 then
                perform pg_terminate_backend(pg_backend_pid());
            end if;
            return null;
        end $$;
        create constraint trigger cut after insert on loadstar.staged_partition
        deferrable initially deferred for each row execute function cut();
        """);
    try (Loader loader = new Loader(project, "load", "edtech", "--batch-date", "2025-06-02")) {
      assertThat(loader.end()).as(loader.printed()).isZero();
      assertThat(loader.printed()).contains("a task failed (").contains("); running it again");
    }
    Stars.assertSame(Db.star(project.url(), "edtech"), calm());
  }

  @Test
  void serverKilledAndRestartedWhilePublishing() throws Exception {
    Path data = folder.resolve("data");
    String url = server(data, "edtech");
    Project project = Project.edtech(folder.resolve("project")).warehouse(url);
    project.loaded("edtech", "2025-06-01");
    List<String> before = Db.star(url, "edtech");
    try (Connection holder = lock(url, "edtech.fact_quiz");
        Loader loader = new Loader(project, "load", "edtech", "--batch-date", "2025-06-02")) {
      loader.until("publish");
      Await.until("a lock to be waited for", () -> !Db.rows(url, WAITING).isEmpty());
      Await.until("facts to be staged", () -> "t".equals(Db.value(url, FACTS_ARE_STAGED)));
      List<String> command = kill(data);
      Process restarted = new ProcessBuilder(command).redirectErrorStream(true).start();
      assertThat(loader.end()).as(loader.printed()).isEqualTo(5);
      assertThat(loader.printed())
          .contains("trying again, 2 of 3")
          .contains(
              "The warehouse has restarted while publishing edtech and lost what was staged. Nothing"
                  + " was published. Run the same command again: it is safe.");
      Stars.assertSame(Db.star(url, "edtech"), before);
      project.loaded("edtech", "2025-06-02");
      Stars.assertSame(Db.star(url, "edtech"), calm());
      restarted.destroy();
      restarted.waitFor();
      assertThat(holder.isClosed()).isFalse();
    }
  }

  /** What the stream had staged is gone with the server; started again, it takes each file once. */
  @Test
  void serverKilledAndRestartedUnderAStream() throws Exception {
    Path data = folder.resolve("data");
    String url = server(data, "commerce");
    Project project = Project.shipped("commerce", folder.resolve("streamed")).warehouse(url);
    String[] command = {"stream", "commerce", "--once"};
    try (Connection holder = lock(url, "loadstar.run_file");
        Loader loader = new Loader(project, command)) {
      Await.until("a lock to be waited for", () -> !Db.rows(url, WAITING).isEmpty());
      Process restarted = new ProcessBuilder(kill(data)).redirectErrorStream(true).start();
      assertThat(loader.end()).as(loader.printed()).isEqualTo(5);
      assertThat(loader.printed())
          .contains("Nothing was published. Run the same command again: it is safe.");
      assertThat(Db.count(url, "commerce.fact_event")).isZero();
      Project.Result again = project.run(command);
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(project.run("quarantine", "replay", "commerce").exitCode()).isZero();
      Project calm =
          Project.shipped("commerce", folder.resolve("calm"), "2024-03-01", "2024-03-02");
      Stars.assertSame(Db.star(url, "commerce"), Db.star(calm.url(), "commerce"));
      restarted.destroy();
      restarted.waitFor();
      assertThat(holder.isClosed()).isFalse();
    }
  }

  /** One that a test may kill, with an area's star; returns its address. */
  private static String server(Path data, String area) throws IOException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data.toFile())
            .setCleanDataDirectory(false)
            .start();
    String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
    Migrator migrator = new Migrator(PostgresSettings.of(url, Map.of()).warehouse());
    migrator.migrateLedger();
    migrator.migrateArea(area, Project.ROOT.resolve("db").resolve(area));
    return url;
  }

  /** As a crash of the machine does; returns the command that starts the server again. */
  private static List<String> kill(Path data) throws IOException {
    String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(postmaster.info().command().orElseThrow());
    command.addAll(List.of(postmaster.info().arguments().orElseThrow()));
    List<ProcessHandle> all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(postmaster), postmaster.descendants())
            .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("processes to end", () -> all.stream().noneMatch(ProcessHandle::isAlive));
    Files.delete(data.resolve("postmaster.pid"));
    return command;
  }

  /** A report that takes its time sees one star from its first statement to its last. */
  @Test
  void slowReaderSeesOneStarThroughout() throws Exception {
    Project project = Project.edtech(folder, "2025-06-01");
    try (Connection reader = DriverManager.getConnection(project.url())) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      String first = seen(reader);
      project.loaded("edtech", "2025-06-02");
      assertThat(seen(reader)).isEqualTo(first);
      reader.commit();
      assertThat(seen(reader)).isNotEqualTo(first);
    }
  }

  private static String seen(Connection reader) throws SQLException {
    try (Statement statement = reader.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (select count(*) from edtech.fact_quiz) || ' ' || (select max(_batch_date) from edtech.dim_student)")) {
      row.next();
      return row.getString(1);
    }
  }
}
