package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Spark's own pages and its own record of a run, for those who ask for them. */
@Tag("slow")
class SparkInSightTest {
  @Test
  void recordOfARunHasNoSecrets() throws IOException {
    Project project = Project.edtech(Folders.temporary("events"));
    Path events = project.folder().resolve("events");
    String address = project.url() + "&password=hunter2-and-more";
    try (Loader loader =
        new Loader(
            project,
            Map.of(),
            "load",
            "edtech",
            "--batch-date",
            "2025-06-01",
            "--spark-ui",
            "--event-log",
            "events",
            "--warehouse",
            address)) {
      assertThat(loader.end()).as(loader.printed()).isZero();
      assertThat(loader.printed()).contains("Spark's pages: http://127.0.0.1:");
    }
    StringBuilder all = new StringBuilder();
    for (String file : Folders.list(events)) {
      if (file.endsWith(".zstd")) {
        try (InputStream packed = Files.newInputStream(events.resolve(file));
            ZstdInputStream in = new ZstdInputStream(packed)) {
          all.append(new String(in.setContinuous(true).readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    assertThat(all.toString())
        .contains("SparkListenerEnvironmentUpdate", "SparkListenerJobEnd")
        .doesNotContain("hunter2-and-more");
  }

  @Test
  void folderThatCannotBeMadeIsSaid() {
    Project project = Project.edtech(Folders.temporary("events"));
    Folders.write(project.folder().resolve("events"), "a file");
    Project.Result result = project.load("edtech", "2025-06-01", "--event-log", "events/here");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("Name one with --event-log that you may write to.");
  }
}
