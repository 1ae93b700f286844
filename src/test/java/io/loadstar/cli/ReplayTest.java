package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import io.loadstar.support.TestWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quarantined records get another chance: after a change of rules, or a late member. */
@Tag("slow")
class ReplayTest extends QuarantinedVisits {
  @Test
  void factIsLoadedIntoItsBatchOnceItsMemberHasCome() {
    files(
        1,
        "Delhi,1\n",
        "{\"person\": 1, \"seen_at\": \"2025-06-01 10:00:00\", \"minutes\": 5}\n{\"person\": 2, \"seen_at\": \"2025-06-01 11:00:00\", \"minutes\": 6}\n");
    load(1);
    files(2, "Delhi,1\nPune,2\n", "");
    load(2);
    assertThat(visits()).hasSize(1);

    Project.Result result = replay();
    assertThat(result.out()).contains("Of 1 quarantined records, 1 were loaded");
    assertThat(visits())
        .containsExactly(
            "1|Delhi|2025-06-01 10:00:00|5|2025-06-01", "2|Pune|2025-06-01 11:00:00|6|2025-06-01");
    assertThat(quarantined().toString()).doesNotContain("person_key");

    List<String> star = Db.star(project.url(), "people");
    assertThat(replay().out()).contains("There is nothing to replay.");
    Stars.assertSame(Db.star(project.url(), "people"), star);
    load(1);
    Stars.assertSame(Db.star(project.url(), "people"), star);
  }

  @Test
  void recordsThatAreGoneAfterStagingStayInQuarantine() {
    files(
        1, "Delhi,1\n", "{\"person\": 2, \"seen_at\": \"2025-06-01 11:00:00\", \"minutes\": 6}\n");
    load(1);
    files(2, "Delhi,1\nPune,2\n", "");
    load(2);
    List<String> before = quarantined();
    TestWarehouse.execute(
        project.url(),
        """
        create function meddle() returns trigger language plpgsql as $$
        begin
            delete from people_staging.staging_fact_visit;
            return null;
        end $$;
        create trigger meddle after update on loadstar.staged_partition
        for each row when (new.table_name like '%staging_fact_visit') execute function meddle();
        """);
    Project.Result result = project.run("quarantine", "replay", "people");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("staging_fact_visit has 0 rows of the 1 that were staged");
    assertThat(visits()).isEmpty();
    assertThat(quarantined()).isEqualTo(before);
  }

  @Test
  void todaysRulesDecideAndTheOthersStayWithTheirNewReasons() throws IOException {
    files(1, "Delhi,1\npune,2\n'x',x\n", "");
    load(1);
    spec("pattern: '[A-Z].*'", "pattern: '[A-Za-z].*'");
    Files.move(folder.resolve("input"), folder.resolve("gone"));

    Project.Result result = replay("--batch-date", "2025-06-01");
    assertThat(result.out()).contains("Of 2 quarantined records, 1 were loaded");
    assertThat(
            Db.rows(
                project.url(),
                "select person_id, city from people.dim_person where person_id is not null order by 1"))
        .containsExactly("1|Delhi", "2|pune");
    String left = project.run("quarantine", "show", "people").out();
    assertThat(left).contains("'x',x").contains("person_id 'x'").doesNotContain("pune");
    assertThat(Db.rows(project.url(), "select kind, status from loadstar.run order by run_id"))
        .containsExactly("load|published", "replay|published");
  }

  @Test
  void onlyTheSelectedAreJudgedAgain() {
    files(
        1,
        "Delhi,1\npune,2\n",
        "{\"person\": 1, \"seen_at\": \"2025-06-01 10:00:00\", \"minutes\": 500}\n");
    load(1);
    spec("pattern: '[A-Z].*'", "pattern: '[A-Za-z].*'");
    spec("max: 100", "max: 1000");
    assertThat(replay("--rule", "max").out()).contains("Of 1 quarantined records, 1 were loaded");
    assertThat(visits()).hasSize(1);
    assertThat(project.run("quarantine", "show", "people").out()).contains("pune,2");
    assertThat(replay("--source", "people").out()).contains("1 were loaded");
  }

  @Test
  void recordOfWhichTheBatchHasAnotherStaysOut() {
    String visit = "{\"person\": 1, \"seen_at\": \"2025-06-01 10:00:00.5\", \"minutes\": %d}\n";
    files(1, "Delhi,1\npune,1\n", visit.formatted(5) + visit.formatted(500));
    load(1);
    spec("pattern: '[A-Z].*'", "pattern: '[A-Za-z].*'");
    spec("max: 100", "max: 1000");
    assertThat(replay().out()).contains("Of 2 quarantined records, 0 were loaded");
    assertThat(project.run("quarantine", "show", "people").out())
        .contains(
            "unique: person_id '1' is in the batch already; the record that was loaded stands")
        .contains("unique: person_id, seen_at");
    assertThat(visits()).containsExactly("1|Delhi|2025-06-01 10:00:00.5|5|2025-06-01");
  }

  @Test
  void recordKeptBeforeTheSpecHadAllItsColumnsIsNotGuessedAt() {
    spec("path: people.csv", "path: people.csv\n    extra_columns: ignore");
    Path input = folder.resolve("input/2025-06-01");
    Folders.write(input.resolve("people.csv"), "city,person_id,phone\nDelhi,1,111\npune,2,222\n");
    Folders.write(input.resolve("visits.json"), "");
    load(1);
    spec("pattern: '[A-Z].*'}", "pattern: '[A-Za-z].*'}\n      phone: {type: string}");
    project.generate("people", false);
    assertThat(replay().out()).contains("0 were loaded");
    assertThat(project.run("quarantine", "show", "people").out())
        .contains("was kept before the spec had all its columns; load its batch again");
    load(1);
    assertThat(members()).containsExactly("1|Delhi", "2|pune");
  }

  @Test
  void recordsOfARunThatDiedAfterItsCommitAreReplayed() throws IOException {
    files(1, "Delhi,1\npune,2\n", "");
    load(1);
    String run = Db.value(project.url(), "select run_id || '-' || token from loadstar.run");
    Path area = project.quarantine().resolve("people");
    Path left = area.resolve("_runs").resolve(run).resolve("batch_date=2025-06-01");
    Files.createDirectories(left);
    Files.move(area.resolve("people/batch_date=2025-06-01"), left.resolve("people"));
    spec("pattern: '[A-Z].*'", "pattern: '[A-Za-z].*'");
    assertThat(replay().out()).contains("1 were loaded");
  }

  @Test
  void whereNothingIsSelectedNothingRuns() {
    files(1, "Delhi,1\npune,2\n", "");
    load(1);
    assertThat(replay("--rule", "patern").out())
        .contains("There is nothing to replay. See what there is: loadstar quarantine list people");
    assertThat(Db.count(project.url(), "loadstar.run")).isEqualTo(1);
    assertThat(project.run("quarantine", "replay", "people", "--source", "peple").err())
        .contains("There is no source 'peple' in people. Did you mean 'people'?");
  }

  @Test
  void sourceThatNoDimensionKeepsStopsOnlyThoseWhoReferToIt() {
    spec(
        "  visits:\n",
        "  prices:\n    path: prices.csv\n    columns: {minutes: {type: integer, required: true}}\n  visits:\n");
    spec(
        "    duplicates: drop\n",
        "    duplicates: drop\n    references: {price: {columns: [minutes], to: prices, key: [minutes]}}\n");
    files(
        1,
        "Delhi,1\npune,2\n",
        "{\"person\": 1, \"seen_at\": \"2025-06-01 11:00:00\", \"minutes\": 500}\n");
    Folders.write(folder.resolve("input/2025-06-01/prices.csv"), "minutes\n5\n");
    load(1);
    spec("pattern: '[A-Z].*'", "pattern: '[A-Za-z].*'");
    assertThat(replay("--source", "people").out()).contains("1 were loaded");
    assertThat(project.run("quarantine", "replay", "people").err())
        .contains("Records cannot be replayed alone where others refer to prices")
        .contains("Load the batch again with its files.");
  }

  @Test
  void whatCannotBeReplayedIsSaid() {
    files(1, "Delhi,1\npune,2\n", "");
    load(1);
    Path file = folder.resolve("bad.jsonl");
    Folders.write(file, "{\"record\": {}}\n");
    assertThat(project.run("quarantine", "replay", "people", "--from", file.toString()).err())
        .contains("bad.jsonl, line 1 is no exported record")
        .contains("Export with 'loadstar quarantine export'");
    project.run("quarantine", "export", "people", "--to", file.toString());
    Folders.write(file, Folders.read(file).replace("\"city\"", "\"City\""));
    assertThat(project.run("quarantine", "replay", "people", "--from", file.toString()).err())
        .contains("there is no field 'City'. Did you mean 'city'? Nothing was changed.");
    assertThat(project.run("quarantine", "export", "people", "--to", "no/such/file").err())
        .contains("no/such/file cannot be written");
    Db.rows(project.url(), "update loadstar.run set status = 'failed' returning 1");
    assertThat(project.run("quarantine", "replay", "people").err())
        .contains("Batch 2025-06-01 of 'people' was never published in this warehouse")
        .contains("Load it: loadstar load people --batch-date 2025-06-01");
  }
}
