package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import io.loadstar.support.StagingGate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept on disk between the steps of a run, while it goes on and after it was killed. */
@Tag("slow")
class RowsOfPersonsOnDiskTest {
  private static final String SPEC =
      """
      subject: people
      input: input
      sources:
        people:
          path: people.csv
          columns:
            id:   {type: integer, required: true}
            name: {type: string, pii: hash}
      dimensions:
        dim_person: {from: people, natural_key: [id], attributes: [name]}
      facts: {}
      """;

  @TempDir Path folder;

  @Test
  void areEncryptedHiddenAndRemovedByTheNextStart() throws Exception {
    Project project = Project.generated("people", SPEC, folder);
    Folders.write(
        folder.resolve("input/people.csv"), "id,name\n1,Wilhelmina Secretson\nx,Other Secretson\n");
    Path temporary = folder.resolve(".temporary");
    try (StagingGate gate = StagingGate.shut(project.url());
        Loader loader = new Loader(project, "load", "people", "--batch-date", "2025-06-01")) {
      loader.until("stage");
      gate.awaitWaiting(1);
      Path own = spark(temporary).get(0);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
          .isEqualTo("rwx------");
      assertThat(files(own)).isNotEmpty().noneMatch(RowsOfPersonsOnDiskTest::isClear);
      loader.signal("KILL");
      loader.end();
    }
    assertThat(spark(temporary)).as("what the killed one left").hasSize(1);
    try (Loader next =
        new Loader(project, Map.of(), "load", "people", "--batch-date", "2025-06-01")) {
      assertThat(next.end()).isZero();
    }
    assertThat(spark(temporary)).isEmpty();
    for (Path file : files(project.quarantine().resolve("people"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .endsWith("---");
    }
  }

  private static List<Path> spark(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.filter(path -> path.getFileName().toString().startsWith("loadstar-spark-"))
          .toList();
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isClear(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
          .contains("Secretson");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
