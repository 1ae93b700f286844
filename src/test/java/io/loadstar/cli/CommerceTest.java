package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Marts;
import io.loadstar.support.Stars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A shop's events: its marts, and its questions, whose answers a program of another language gave.
 */
@Tag("slow")
class CommerceTest {
  private static final List<String> DAYS = List.of("2024-03-01", "2024-03-02");
  private static final Path AREA = Project.ROOT.resolve("db/commerce");
  private static final Path ANSWERS =
      Project.ROOT.resolve("src/test/resources/expected/commerce/queries");

  @TempDir static Path folder;
  private static Project project;

  @BeforeAll
  static void load() {
    project = Project.shipped("commerce", folder.resolve("inOrder"));
    DAYS.forEach(day -> project.loaded("commerce", day));
  }

  static Stream<String> questions() {
    return Folders.list(AREA.resolve("queries")).stream().map(file -> file.replace(".sql", ""));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void answersWhatTheFilesSay(String query) {
    List<String> expected = Folders.read(ANSWERS.resolve(query + ".csv")).lines().skip(1).toList();
    assertThat(
            Db.rows(project.url(), Folders.read(AREA.resolve("queries").resolve(query + ".sql"))))
        .isEqualTo(expected.stream().map(row -> row.replace(',', '|')).toList());
  }

  @Test
  void countsWhatTheFilesHold() {
    assertThat(
            Db.rows(
                project.url(),
                "select source, sum(records_loaded), sum(records_quarantined),"
                    + " sum(records_duplicate) from loadstar.run_source"
                    + " inner join loadstar.run using (run_id) where kind = 'load' group by 1 order by 1"))
        .containsExactly("customers|72|0|0", "events|592|8|4", "products|1000|0|0");
    assertThat(
            Db.value(project.url(), "select count(*) from commerce.dim_customer where is_inferred"))
        .isEqualTo("4");
  }

  @Test
  void anyOrderGivesTheSameMarts() {
    Project other = Project.shipped("commerce", folder.resolve("backwards"));
    for (String day : List.of(DAYS.get(1), DAYS.get(0), DAYS.get(1))) {
      other.loaded("commerce", day);
      Marts.assertEqualTheirRecomputation(other.url(), AREA);
    }
    Stars.assertSame(Db.star(other.url(), "commerce"), Db.star(project.url(), "commerce"));
  }

  /** The mart by key, beside what the answers of another language say of the same customers. */
  @Test
  void summaryOfCustomersHoldsWhatTheyBought() {
    List<String> expected =
        Folders.read(ANSWERS.resolve("customers_by_value.csv")).lines().skip(1).toList();
    assertThat(
            Db.rows(
                project.url(),
                """
                select distinct
                    dim_customer.customer_id,
                    summary.purchases,
                    summary.distinct_products,
                    summary.spend,
                    summary.last_purchase_at
                from commerce.customer_summary as summary
                inner join commerce.dim_customer
                    on dim_customer.customer_durable_key = summary.customer_durable_key
                order by summary.spend desc, dim_customer.customer_id
                limit 5
                """))
        .isEqualTo(expected.stream().map(row -> row.replace(',', '|')).toList());
    assertThat(
            Db.value(
                project.url(),
                "select count(*) from commerce.customer_summary inner join commerce.dim_customer"
                    + " using (customer_durable_key) where is_inferred"))
        .isNotEqualTo("0");
  }

  /** As if a shop wrote them: one after another, whole, and the same for the same seed. */
  @Test
  void filesOfARateComeOneAfterAnother() {
    Path data = folder.resolve("paced");
    Project.Result made = generate(data, "--rate", "50", "--every", "1s", "--for", "3s");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("Wrote 3 files of 50 events a second to " + data);
    assertThat(Folders.list(data.resolve("events")))
        .containsExactly(
            "events_20230701_00000.json",
            "events_20230701_00001.json",
            "events_20230701_00002.json");
    assertThat(Folders.read(data.resolve("events/events_20230701_00001.json")))
        .contains("T00:00:01.");
    assertThat(generate(folder.resolve("no"), "--rate", "50", "--every", "often").err())
        .contains("--every 'often' is no time: write a number and s, m or h, such as --every 30s.");
    assertThat(generate(folder.resolve("no"), "--rate", "0").err())
        .contains(
            "--rate is at least 1, --every at least 1s, and only commerce has them: mend the command.");
  }

  private static Project.Result generate(Path to, String... more) {
    List<String> command =
        new ArrayList<>(List.of("generate-data", "commerce", "--to", to.toString()));
    command.addAll(List.of(more));
    return project.run(command.toArray(String[]::new));
  }

  @Test
  void sampleIsWhatGenerateDataMakes() {
    Path data = folder.resolve("made");
    Project.Result made =
        project.run(
            "generate-data",
            "commerce",
            "--users",
            "40",
            "--rows",
            "300",
            "--days",
            "2",
            "--from",
            "2024-03-01",
            "--seed",
            "3",
            "--files",
            "4",
            "--to",
            data.toString());
    assertThat(made.exitCode()).as(made.err()).isZero();
    for (String file :
        List.of("events/events_20240302_00003.json", "customers/customers_20240302.csv")) {
      assertThat(Folders.read(data.resolve(file)))
          .isEqualTo(Folders.read(Project.ROOT.resolve("sample-data/commerce").resolve(file)));
    }
  }
}
