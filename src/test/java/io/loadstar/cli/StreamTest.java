package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.loadstar.support.Await;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import io.loadstar.support.Stars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream takes each file once, and its star is that of a load of the same files. */
@Tag("slow")
class StreamTest {
  private static final Path AREA = Project.ROOT.resolve("db/commerce");
  private static final Path SAMPLE = Project.ROOT.resolve("sample-data/commerce");
  private static final String EVENT =
      """
      {"event_id": "%s", "event_timestamp": "2024-03-01T%s:00:00Z", "user_id": 1, "event_type": "purchase", "product_id": %d, "session_id": "s1"}
      """;

  private static final String PUBLISHED = "published, not in the checkpoint";

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void empty() {
    project = Project.shipped("commerce", folder.resolve("streamed"));
    Folders.write(folder.resolve("in/README.md"), "Not of any source.\n");
  }

  @Test
  void piecesGiveTheStarOfLoads() {
    arrive("events/events_20240301_00001.json", "events/events_20240302_00003.json");
    assertThat(stream().out()).contains("2024-03-01  read", "2024-03-02  read");
    arrive("products/products_20240301.parquet", "customers/customers_20240302.csv");
    stream();
    for (String file : Folders.list(SAMPLE)) {
      if (!Files.exists(folder.resolve("in").resolve(file))) {
        arrive(file);
      }
    }
    stream("--max-files", "3");
    Marts.assertEqualTheirRecomputation(project.url(), AREA);
    replay();

    Project loaded =
        Project.shipped("commerce", folder.resolve("loaded"), "2024-03-01", "2024-03-02");
    Stars.assertSame(Db.star(project.url(), "commerce"), Db.star(loaded.url(), "commerce"));
    Marts.assertEqualTheirRecomputation(project.url(), AREA);

    // The day again as a batch, from its files; then the stream goes on, with a new checkpoint.
    project.loaded("commerce", "2024-03-01", "--input", folder.resolve("in").toString());
    Stars.assertSame(Db.star(project.url(), "commerce"), Db.star(loaded.url(), "commerce"));
    Project.Result again = stream("--checkpoint", folder.resolve("other").toString());
    assertThat(again.err()).contains("12 files had been taken before, and are not taken twice");
    Stars.assertSame(Db.star(project.url(), "commerce"), Db.star(loaded.url(), "commerce"));
  }

  @Test
  void aFileUnderTwoNamesCountsOnce() {
    arrive("products/products_20240301.parquet", "events/events_20240301_00000.json");
    stream();
    List<String> star = Db.star(project.url(), "commerce");
    Folders.copy(
        folder.resolve("in/events/events_20240301_00000.json"),
        folder.resolve("in/events/events_20240301_00009.json"));
    assertThat(stream().out()).contains("loaded 0, quarantined 1, duplicate 74");
    Stars.assertSame(Db.star(project.url(), "commerce"), star);
  }

  @Test
  void aFileThatALoadWouldRefuseIsSetAsideUntilItIsWhole() {
    arrive("products/products_20240301.parquet", "events/events_20240301_00000.json");
    String whole = Folders.read(SAMPLE.resolve("events/events_20240301_00001.json"));
    Path cut = folder.resolve("in/events/events_20240301_00001.json");
    Folders.write(cut, whole.substring(0, whole.length() / 2));
    Project.Result first = stream();
    assertThat(first.err())
        .contains(
            "loadstar: set aside: " + cut + " ends at byte",
            "It is taken by itself once it has changed.");
    assertThat(Db.value(project.url(), "select count(*) from loadstar.run_file where is_set_aside"))
        .isEqualTo("1");
    Folders.write(cut, whole);
    // Structured Streaming knows the name and is silent of it; something else must arrive.
    arrive("events/events_20240301_00002.json");
    assertThat(stream().out()).contains("2024-03-01  read");
    assertThat(
            Db.value(
                project.url(),
                "select count(distinct path) from loadstar.run_file where not is_set_aside"))
        .isEqualTo("4");
  }

  /** What came together is seen together, and what the day before brings is known to the next. */
  @Test
  void filesAroundMidnightAreOneTransaction() {
    arrive("products/products_20240301.parquet");
    String id = "00000000-0000-0000-0000-00000000000%d";
    Folders.write(
        folder.resolve("in/events/events_20240301_1.json"),
        EVENT.formatted(id.formatted(1), "23", 101));
    Folders.write(
        folder.resolve("in/events/events_20240302_1.json"),
        EVENT.formatted(id.formatted(2), "23", 101));
    Folders.write(folder.resolve("in/events/events_20240302_2.json"), "[{\"event_id\": ");
    Project.Result result = stream();
    assertThat(result.err()).contains("set aside: ");
    assertThat(
            Db.rows(
                project.url(),
                "select batch_date, source, records_loaded, records_quarantined from loadstar.run_source"
                    + " join loadstar.run using (run_id) where records_read > 0 order by 1, 2"))
        .containsExactly(
            "2024-03-01|events|1|0", "2024-03-01|products|500|0", "2024-03-02|events|1|0");
    assertThat(
            Db.value(
                project.url(),
                "select count(distinct xmin::text) from loadstar.run_file where not is_set_aside"))
        .isEqualTo("1");
    Marts.assertEqualTheirRecomputation(project.url(), AREA);
  }

  /** One micro-batch may be bad by chance; of the day too much waits in the end. */
  @Test
  void tooMuchOfADayIsSaidOnceAndIsTheExitCode() {
    arrive("products/products_20240301.parquet");
    stream();
    String id = "00000000-0000-0000-0000-00000000000%d";
    String good = EVENT.formatted(id.formatted(1), "10", 101);
    String unknown = EVENT.formatted(id.formatted(2), "10", 77777);
    Folders.write(folder.resolve("in/events/events_20240301_1.json"), good + unknown);
    Folders.write(folder.resolve("in/events/events_20240301_2.json"), good);
    Project.Result result =
        project.run(
            "stream",
            "commerce",
            "--once",
            "--max-files",
            "1",
            "--input",
            folder.resolve("in").toString());
    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    assertThat(result.err().lines().filter(line -> line.contains("at_most")))
        .singleElement(STRING)
        .matches(
            "loadstar: events of 2024-03-01: 1 of [23] records are in the quarantine, more than"
                + " 'at_most: 10%' allows. What passed is published, and the stream goes on; it will"
                + " end with exit code 3. See 'loadstar quarantine show commerce', mend the input or"
                + " the spec, and replay.");
    assertThat(Db.count(project.url(), "commerce.fact_event")).isEqualTo(1);
  }

  @Test
  void theNewerOfOneKeyStands() {
    arrive("products/products_20240301.parquet");
    String id = "00000000-0000-0000-0000-000000000001";
    Folders.write(
        folder.resolve("in/events/events_20240301_1.json"), EVENT.formatted(id, "10", 101));
    stream();
    Folders.write(
        folder.resolve("in/events/events_20240301_2.json"), EVENT.formatted(id, "12", 101));
    stream();
    Folders.write(
        folder.resolve("in/events/events_20240301_3.json"), EVENT.formatted(id, "11", 101));
    assertThat(stream().out()).contains("loaded 0, quarantined 1, duplicate 0");
    assertThat(Db.rows(project.url(), "select event_at from commerce.fact_event"))
        .containsExactly("2024-03-01 12:00:00");
  }

  @Test
  void saysWhatIsNeverTaken() {
    Folders.copy(
        SAMPLE.resolve("products/products_20240301.parquet"),
        folder.resolve("in/products/products_20240301.parquet"));
    Folders.write(folder.resolve("in/_late/events/events_20240301_1.json"), "");
    Folders.write(folder.resolve("in/events/_temporary/events_20240301_1.json"), "");
    Folders.write(folder.resolve("in/events/.events_20240301_1.json"), "");
    Project.Result streamed = stream();
    assertThat(streamed.err()).contains("1 file of no source's path, such as");
    assertThat(streamed.out())
        .contains(
            "2 files of a name or folder that begins with _ or . are never taken, such as "
                + folder.resolve("in/_late/events/events_20240301_1.json")
                + ": rename what shall be");
    Folders.write(folder.resolve("in/events/_x/events_20240301_1.json"), "");
    Folders.write(folder.resolve("in/products/products_20240301.parquet"), "rewritten");
    assertThat(stream().out())
        .contains("1 file was rewritten since taken, such as " + folder.resolve("in/products"));
  }

  /** A lock holds the stream in the middle of a step; after the last it is killed as it says so. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"commerce_staging.staging_fact_event", "loadstar.run_file", PUBLISHED})
  void aKilledStreamTakesEachFileOnce(String locked) throws Exception {
    arrive("products/products_20240301.parquet", "events/events_20240301_00000.json");
    String[] command = {
      "stream", "commerce", "--trigger", "1s", "--input", folder.resolve("in").toString()
    };
    stream("--checkpoint", folder.resolve("first").toString());
    arrive("events/events_20240301_00001.json", "events/events_20240302_00002.json");
    try (Connection holder = DriverManager.getConnection(project.url());
        Statement statement = holder.createStatement();
        Loader loader = new Loader(project, command)) {
      holder.setAutoCommit(false);
      if (!locked.equals(PUBLISHED)) {
        statement.execute("lock table " + locked + " in access exclusive mode");
        Await.until("the stream to wait for the lock", () -> isAnyWaiting(project.url()));
      } else {
        loader.until("micro-batch 0");
      }
      loader.signal("KILL");
      assertThat(loader.end()).isEqualTo(137);
    }
    stream();
    Stars.assertSame(Db.star(project.url(), "commerce"), inOnePiece());
  }

  /** At any moment; {@code -Pthorough} tries dozens. */
  @ParameterizedTest
  @MethodSource("io.loadstar.cli.StreamsConvergeTest#seeds")
  void killedAtAnyMomentNothingIsLostOrDoubled(long seed) throws Exception {
    Random random = new Random(seed);
    arrive(Folders.list(SAMPLE).toArray(String[]::new));
    try (Loader loader =
        new Loader(
            project,
            "stream",
            "commerce",
            "--once",
            "--max-files",
            "2",
            "--input",
            folder.resolve("in").toString())) {
      loader.until("micro-batch " + random.nextInt(4));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(3_000));
      loader.signal("KILL");
      loader.end();
    }
    Await.until(
        "the lock to go",
        () ->
            Db.value(project.url(), "select count(*) from pg_locks where locktype = 'advisory'")
                .equals("0"));
    stream("--max-files", "3");
    replay();
    Project calm = Project.shipped("commerce", folder.resolve("calm"), "2024-03-01", "2024-03-02");
    Stars.assertSame(Db.star(project.url(), "commerce"), Db.star(calm.url(), "commerce"));
    Marts.assertEqualTheirRecomputation(project.url(), AREA);
  }

  /** Somebody writes to it between its reading and its publication. */
  @Test
  void aFileThatGrowsIsTakenAsItIsInTheEnd() throws Exception {
    arrive("products/products_20240301.parquet");
    String id = "00000000-0000-0000-0000-00000000000%d";
    Path growing = folder.resolve("in/events/events_20240301_1.json");
    Folders.write(growing, EVENT.formatted(id.formatted(1), "10", 101));
    try (Connection holder = DriverManager.getConnection(project.url());
        Statement statement = holder.createStatement();
        Loader loader =
            new Loader(
                project,
                "stream",
                "commerce",
                "--trigger",
                "1s",
                "--input",
                folder.resolve("in").toString())) {
      holder.setAutoCommit(false);
      statement.execute("lock table commerce_staging.staging_fact_event in access exclusive mode");
      Await.until("the stream to wait for the lock", () -> isAnyWaiting(project.url()));
      Folders.write(
          growing,
          EVENT.formatted(id.formatted(1), "10", 101)
              + EVENT.formatted(id.formatted(2), "11", 101));
      holder.rollback();
      loader.until("micro-batch 0");
      loader.signal("TERM");
      assertThat(loader.end()).as(loader.printed()).isZero();
    }
    assertThat(Db.count(project.url(), "commerce.fact_event")).isEqualTo(2);
    assertThat(
            Db.rows(
                project.url(), "select status, count(*) from loadstar.run group by 1 order by 1"))
        .containsExactly("failed|1", "published|1");
  }

  /** What is staged is still there, of all batches: they are published once, together. */
  @Test
  void aConnectionThatIsCutIsMadeAnew() throws Exception {
    arrive(
        "products/products_20240301.parquet",
        "events/events_20240301_00000.json",
        "events/events_20240302_00002.json");
    try (Connection holder = DriverManager.getConnection(project.url());
        Statement statement = holder.createStatement();
        Loader loader =
            new Loader(
                project,
                "stream",
                "commerce",
                "--trigger",
                "1s",
                "--input",
                folder.resolve("in").toString())) {
      holder.setAutoCommit(false);
      statement.execute("lock table loadstar.run_file in exclusive mode");
      Await.until("the stream to wait for the lock", () -> isAnyWaiting(project.url()));
      Db.rows(
          project.url(),
          "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'");
      holder.rollback();
      loader.until("micro-batch 0");
      assertThat(loader.printed()).contains("trying again, 2 of 3");
      loader.signal("TERM");
      assertThat(loader.end()).isIn(0, 3);
    }
    assertThat(Db.value(project.url(), "select count(distinct xmin::text) from loadstar.run_file"))
        .isEqualTo("1");
    Stars.assertSame(Db.star(project.url(), "commerce"), inOnePiece());
  }

  @Test
  void sigtermEndsItAfterTheMicroBatchInHand() {
    arrive("products/products_20240301.parquet", "events/events_20240301_00000.json");
    try (Loader loader =
        new Loader(
            project,
            "stream",
            "commerce",
            "--trigger",
            "1s",
            "--input",
            folder.resolve("in").toString())) {
      loader.until("micro-batch 0");
      loader.signal("TERM");
      assertThat(loader.end()).isZero();
      assertThat(loader.printed()).contains("Stopping after the micro-batch in hand");
    }
    assertThat(Db.count(project.url(), "commerce.fact_event")).isEqualTo(74);
  }

  private static boolean isAnyWaiting(String url) {
    return !Db.rows(url, "select pid from pg_stat_activity where wait_event_type = 'Lock'")
        .isEmpty();
  }

  /** What a stream makes of the same files that nothing disturbs. */
  private List<String> inOnePiece() {
    Project calm = Project.shipped("commerce", folder.resolve("calm"));
    Project.Result result =
        calm.run("stream", "commerce", "--once", "--input", folder.resolve("in").toString());
    assertThat(result.exitCode()).as(result.err()).isIn(0, 3);
    return Db.star(calm.url(), "commerce");
  }

  private void arrive(String... files) {
    for (String file : files) {
      Folders.copy(SAMPLE.resolve(file), folder.resolve("in").resolve(file));
    }
  }

  private Project.Result stream(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("stream", "commerce", "--once", "--input", folder.resolve("in").toString()));
    arguments.addAll(List.of(more));
    Project.Result result = project.run(arguments.toArray(String[]::new));
    // Of few records one in the quarantine is too much for a day.
    assertThat(result.exitCode()).as(result.err()).isIn(0, 3);
    return result;
  }

  private void replay() {
    Project.Result replayed = project.run("quarantine", "replay", "commerce");
    assertThat(replayed.exitCode()).as(replayed.err()).isZero();
  }
}
