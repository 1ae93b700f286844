package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import io.loadstar.support.OwnThread;
import io.loadstar.support.StagingGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that somebody writes to while it is loaded. */
@Tag("slow")
class ChangedWhileLoadingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"grows", "shrinks", "is written anew"})
  void nothingIsPublished(String how) throws Exception {
    Project project = Project.edtech(folder);
    Path day = folder.resolve("day");
    Folders.copy(Project.ROOT.resolve("sample-data/edtech/2025-06-01"), day);
    Path file = day.resolve("quiz_attempts_20250601_large.csv");
    String text = Folders.read(file);
    CompletableFuture<Project.Result> load;
    try (StagingGate gate = StagingGate.shut(project.url())) {
      load = OwnThread.begin(() -> project.load("edtech", "2025-06-01", "--input", day.toString()));
      gate.awaitWaiting(1);
      switch (how) {
        case "grows" ->
            Files.writeString(
                file,
                text.lines().skip(1).findFirst().orElseThrow() + "\n",
                StandardOpenOption.APPEND);
        case "shrinks" -> Files.writeString(file, text.substring(0, text.length() / 2));
        default -> {
          Files.writeString(file, text);
          assertThat(file.toFile().setLastModified(1_000_000)).isTrue();
        }
      }
    }
    Project.Result result = load.join();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .contains("quiz_attempts: " + file + " was changed while it was loaded")
        .contains("Nothing was published. Load again once it is complete");
    assertThat(project.run("runs", "edtech").out()).contains("failed");
  }
}
