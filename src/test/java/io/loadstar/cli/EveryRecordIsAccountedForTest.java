package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 1, end to end: whatever bytes come, every line is in the star or in the quarantine. */
@Tag("slow")
class EveryRecordIsAccountedForTest {
  private static final String ALPHABET = "1234567890,,,,abc-\"\u0000é ";

  @TempDir Path folder;

  @Test
  void randomLinesAreLoadedOrQuarantined() throws IOException {
    String spec =
        Folders.read(Project.ROOT.resolve("src/test/resources/cases/load/people.yaml"))
            .replace("    columns:", "    format: {type: csv, multi_line: false}\n    columns:");
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      Project project = Project.generated("people", spec, folder.resolve("seed" + seed));
      StringBuilder text = new StringBuilder("person_id,name,born\n");
      int lines = 300;
      for (int i = 0; i < lines; i++) {
        text.append(random.nextInt(3) == 0 ? noise(random) : i + ",Name,2000-01-01").append('\n');
      }
      Path file = project.folder().resolve("input/people.csv");
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      project.loaded("people", "2025-06-01");
      long quarantined =
          Folders.list(project.quarantine()).stream()
              .mapToLong(name -> Folders.read(project.quarantine().resolve(name)).lines().count())
              .sum();
      long loaded = Db.count(project.url(), "people.dim_person") - 1;
      assertThat(loaded + quarantined).as("seed " + seed).isEqualTo(lines);
      assertThat(quarantined).isPositive();
    }
  }

  private static String noise(Random random) {
    StringBuilder noise = new StringBuilder("x");
    for (int i = 0; i < random.nextInt(30); i++) {
      noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return noise.toString();
  }
}
