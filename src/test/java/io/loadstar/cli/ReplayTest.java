package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import io.loadstar.support.Stars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quarantined records get another chance: after a change of rules, a late member, or a mend. */
class ReplayTest {
  private static final String SPEC =
      """
      subject: people
      input: input/{batch_date}
      sources:
        people:
          path: people.csv
          columns:
            person_id: {type: integer, required: true}
            city:      {type: string, pattern: '[A-Z].*'}
        visits:
          path: visits.json
          empty: allow
          columns:
            person_id: {type: integer, required: true, from: person}
            seen_at:   {type: timestamp, required: true}
            minutes:   {type: integer, min: 1, max: 100}
          duplicates: drop
      dimensions:
        dim_person: {from: people, natural_key: [person_id], attributes: [city]}
      facts:
        fact_visit:
          from: visits
          grain: [person_id, seen_at]
          date: seen_at
          dimensions:
            person_key: {to: dim_person, by: [person_id]}
          measures: {minutes: minutes}
      """;

  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void project() {
    project = Project.generated("people", SPEC, folder);
  }

  private void files(int day, String people, String visits) {
    Path input = folder.resolve("input/2025-06-0" + day);
    Folders.write(input.resolve("people.csv"), "city,person_id\n" + people);
    Folders.write(input.resolve("visits.json"), visits);
  }

  private void load(int day) {
    project.loaded("people", "2025-06-0" + day);
  }

  private Project.Result replay(String... more) {
    Project.Result result =
        project.run(
            java.util.stream.Stream.concat(
                    java.util.stream.Stream.of("quarantine", "replay", "people"),
                    java.util.Arrays.stream(more))
                .toArray(String[]::new));
    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    return result;
  }

  private List<String> visits() {
    return Db.rows(
        project.url(),
        """
        select person_id, city, seen_at, minutes, fact_visit._batch_date
        from people.fact_visit
        inner join people.dim_person using (person_key)
        order by 1, 3
        """);
  }

  private List<String> quarantined() {
    return project
        .run("quarantine", "list", "people", "--json")
        .out()
        .replaceAll("\\s+", "")
        .lines()
        .toList();
  }

  private void spec(String from, String to) {
    Path spec = folder.resolve("db/people/people.yaml");
    Folders.write(spec, Folders.read(spec).replace(from, to));
  }

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
  void mendedRecordStandsInForTheOneItWasForEver() {
    files(
        1,
        "Delhi,1\npune,2\n",
        "{\"person\": 1, \"seen_at\": \"2025-06-01 10:00:00\", \"minutes\": 500}\n{\"person\": 2, \"seen_at\": \"2025-06-01 11:00:00\", \"minutes\": 6}\n");
    load(1);
    Path file = folder.resolve("mend.jsonl");
    assertThat(project.run("quarantine", "export", "people", "--to", file.toString()).out())
        .contains("Wrote 3 records");
    Folders.write(
        file,
        Folders.read(file)
            .replace("\"city\":\"pune\"", "\"city\":\"Pune\"")
            .replace("\"minutes\":\"500\"", "\"minutes\":50"));

    assertThat(replay("--from", file.toString()).out())
        .contains("Of 3 quarantined records, 3 were loaded");
    List<String> expected =
        List.of(
            "1|Delhi|2025-06-01 10:00:00|50|2025-06-01", "2|Pune|2025-06-01 11:00:00|6|2025-06-01");
    assertThat(visits()).isEqualTo(expected);
    assertThat(replay("--from", file.toString()).out())
        .contains("There is nothing to replay.")
        .contains("3 records of " + file + " are not in the quarantine (any more).");
    assertThat(visits()).isEqualTo(expected);

    load(1);
    assertThat(visits())
        .as("the source brings the old records, the mended ones stand")
        .isEqualTo(expected);
    assertThat(quarantined()).containsExactly("[]");

    files(
        1,
        "Delhi,1\nMumbai,2\n",
        "{\"person\": 1, \"seen_at\": \"2025-06-01 10:00:00\", \"minutes\": 7}\n");
    load(1);
    assertThat(visits())
        .as("the source does not bring the old records any more, so its word stands")
        .containsExactly("1|Delhi|2025-06-01 10:00:00|7|2025-06-01");
  }

  @Test
  void recordThatCouldNotBeTakenApartIsMendedByHand() {
    files(1, "Delhi,1\nPune,2,3\n", "");
    load(1);
    assertThat(replay().out()).contains("Of 1 quarantined records, 0 were loaded");
    Path file = folder.resolve("mend.jsonl");
    project.run("quarantine", "export", "people", "--to", file.toString());
    assertThat(replay("--from", file.toString()).out()).contains("There is nothing to replay.");
    Folders.write(
        file,
        Folders.read(file)
            .replace("\"reasons\"", "\"record\":{\"city\":\"Pune\",\"person_id\":2},\"reasons\""));
    assertThat(replay("--from", file.toString()).out())
        .contains("Of 1 quarantined records, 1 were loaded");
    load(1);
    assertThat(Db.count(project.url(), "people.dim_person")).isEqualTo(3);
    assertThat(quarantined()).containsExactly("[]");
  }

  @Test
  void mendThatPassesOnlyLaterIsRememberedAllTheSame() {
    files(
        1,
        "Delhi,1\n",
        "{\"person\": 2, \"seen_at\": \"2025-06-01 11:00:00\", \"minutes\": 500}\n");
    load(1);
    mend("\"minutes\":\"500\"", "\"minutes\":\"50\"", 0);
    assertThat(project.run("quarantine", "show", "people").out())
        .contains("mended  {")
        .contains("\"minutes\":\"50\"");
    files(2, "Delhi,1\nPune,2\n", "");
    load(2);
    assertThat(replay().out()).contains("1 were loaded");
    load(1);
    assertThat(visits()).containsExactly("2|Pune|2025-06-01 11:00:00|50|2025-06-01");
  }

  /** Exports all, changes the file, and replays it. */
  private void mend(String from, String to, int loaded) {
    Path file = folder.resolve("mend.jsonl");
    project.run("quarantine", "export", "people", "--to", file.toString());
    assertThat(Folders.read(file)).contains(from);
    Folders.write(file, Folders.read(file).replace(from, to));
    assertThat(replay("--from", file.toString()).out()).contains(loaded + " were loaded");
  }

  @Test
  void whomAPersonChoseAmongContradictingRecordsStands() throws IOException {
    files(
        1,
        "Delhi,1\nPune,1\n",
        "{\"person\": 1, \"seen_at\": \"2025-06-01 11:00:00\", \"minutes\": 5}\n");
    load(1);
    assertThat(visits()).isEmpty();
    Path file = folder.resolve("mend.jsonl");
    project.run("quarantine", "export", "people", "--to", file.toString());
    Files.write(
        file, Files.readAllLines(file).stream().filter(line -> !line.contains("Delhi")).toList());
    assertThat(replay("--from", file.toString()).out()).contains("2 were loaded");
    List<String> chosen = List.of("1|Pune|2025-06-01 11:00:00|5|2025-06-01");
    assertThat(visits()).isEqualTo(chosen);
    load(1);
    assertThat(visits()).isEqualTo(chosen);
    assertThat(project.run("quarantine", "show", "people").out()).contains("Delhi,1");
  }

  @Test
  void oneOfTwoEqualRecordsIsMended() throws IOException {
    files(1, "Delhi,1\nDelhi,1\nPune,3\n", "");
    load(1);
    Path file = folder.resolve("mend.jsonl");
    project.run("quarantine", "export", "people", "--to", file.toString());
    List<String> lines = Files.readAllLines(file);
    Files.write(
        file,
        List.of(lines.get(0), lines.get(1).replace("\"person_id\":\"1\"", "\"person_id\":\"2\"")));
    assertThat(replay("--from", file.toString()).out()).contains("2 were loaded");
    List<String> expected = List.of("1|Delhi", "2|Delhi", "3|Pune");
    assertThat(members()).isEqualTo(expected);
    load(1);
    assertThat(members()).isEqualTo(expected);
  }

  private List<String> members() {
    return Db.rows(
        project.url(),
        "select person_id, city from people.dim_person where person_id is not null order by 1");
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
