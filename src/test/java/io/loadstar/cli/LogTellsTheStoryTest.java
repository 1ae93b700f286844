package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who was not there reads in the log what a run did, and nothing of what Spark does all the time.
 */
class LogTellsTheStoryTest {
  @TempDir Path folder;

  private static List<String> log() {
    return Folders.read(Path.of(System.getProperty(LogFile.PROPERTY))).lines().toList();
  }

  @Test
  void runsTellTheirStationsCountsAndSeconds() {
    Folders.write(
        folder.resolve("db/told/told.yaml"),
        """
        subject: told
        input: in
        sources:
          things:
            path: things.csv
            columns: {thing: {type: integer, required: true}}
            quarantine: {at_most: 60%}
        dimensions:
          dim_thing: {from: things, natural_key: [thing]}
        facts: {}
        """);
    Folders.write(folder.resolve("in/things.csv"), "thing\n1\n2\nx\n");
    Project project = Project.at(folder).warehouse(TestWarehouse.empty());
    project.generate("told", false);
    project.loaded("told", "2025-06-01");
    Folders.write(folder.resolve("in/things.csv"), "thing\nx\ny\n");
    assertThat(project.load("told", "2025-06-02").exitCode()).isEqualTo(3);
    assertThat(log().stream().filter(line -> line.contains("told 2025-06")))
        .anyMatch(line -> line.matches(".*INFO run: run 1, told 2025-06-01: load of .*in"))
        .anyMatch(line -> line.endsWith("told 2025-06-01: validate: 1 file of " + folder + "/in"))
        .anyMatch(line -> line.matches(".*told 2025-06-01: validate took [0-9.]+ s"))
        .anyMatch(
            line ->
                line.matches(
                    ".*published in [0-9.]+ s: 3 records read, 2 loaded, 1 quarantined, 0 duplicates"))
        .anyMatch(line -> line.matches(".*ERROR run: run 2, .*: failed with exit code 3: .*"));
    assertThat(log()).noneMatch(line -> line.matches("\\S+ INFO (?!run:).*"));
  }
}
