package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Quarantined records that a person corrected. */
@Tag("slow")
class CorrectTest extends QuarantinedVisits {
  @Test
  void correctedRecordStandsInForTheOneItWasForEver() {
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
        .as("the source brings the old records, the corrected ones stand")
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
  void recordThatCouldNotBeTakenApartIsCorrectedByHand() {
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
        .contains("corrected  {")
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
  void oneOfTwoEqualRecordsIsCorrected() throws IOException {
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
}
