package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user of a stream can get wrong. */
@Tag("slow")
class StreamMessagesTest {
  @TempDir Path folder;
  private Project project;

  @BeforeEach
  void shop() {
    project = Project.shipped("commerce", folder);
  }

  private void refused(int code, String message, String... more) {
    Project.Result result =
        project.run(
            Stream.concat(Stream.of("stream", "commerce", "--once"), Arrays.stream(more))
                .toArray(String[]::new));
    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(code);
  }

  private void spec(String before, String after) {
    Path spec = folder.resolve("db/commerce/commerce.yaml");
    assertThat(Folders.read(spec)).contains(before);
    Folders.write(spec, Folders.read(spec).replace(before, after));
  }

  @Test
  void optionsThatMeanNothing() {
    assertThat(project.run("stream", "commerce", "--trigger", "soon").err())
        .contains(
            "--trigger 'soon' is no time: write a number and s, m or h, such as --trigger 30s.");
    refused(2, "--max-files must be at least 1", "--max-files", "0");
    refused(4, "is not there: a stream needs the folder below which files", "--input", "nowhere");
    refused(
        2,
        "lies in the input folder",
        "--input",
        "sample-data",
        "--checkpoint",
        "sample-data/checkpoint");
  }

  @Test
  void aFileOfWhichNobodyKnowsTheBatch() {
    spec("events/events_{batch_date:yyyyMMdd}_*.json", "events/*.json");
    refused(2, "events: its path 'events/*.json' does not tell which batch a file belongs to");
  }

  @Test
  void aKeyOfWhichNobodySaysWhichRecordStands() {
    spec(
        "unique: {key: [event_id], keep: last, order_by: [event_at]}", "unique: {key: [event_id]}");
    refused(2, "events: which of two records of one key of fact_event stands is not said");
    // A spec that says what is late is meant for a stream.
    Project.Result checked = project.run("check", "commerce");
    assertThat(checked.exitCode()).isEqualTo(2);
    assertThat(checked.err())
        .contains("events: which of two records of one key of fact_event stands is not said");
  }

  @Test
  void anOrderThatTheTableDoesNotKeep() {
    spec("order_by: [event_at]", "order_by: [user_id]");
    refused(
        2,
        "events: 'order_by: user_id' decides which record of a key stands, but fact_event does not"
            + " keep it, so a later micro-batch could not be compared. Add user_id to 'degenerate'"
            + " of fact_event.");
  }

  @Test
  void aSpecWithoutAnInputFolder() {
    spec("input: sample-data/commerce", "");
    refused(
        2, "The spec of 'commerce' names no 'input' folder: say below which folder files appear");
  }
}
