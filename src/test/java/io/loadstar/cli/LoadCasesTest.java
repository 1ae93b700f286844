package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Golden cases: each folder of {@code cases/load} has an input, perhaps a spec of its own, and in
 * {@code expected.txt} what loading it gives. Adding a case needs no Java; run with {@code
 * -Dcases.write=true} to have its expectation written, and then read it.
 */
@Tag("slow")
class LoadCasesTest {
  private static final Path CASES = Project.ROOT.resolve("src/test/resources/cases/load");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 2_000;

  @TempDir static Path temporary;

  @TestFactory
  Stream<DynamicTest> loadsAsExpected() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.filter(Files::isDirectory).sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    String outcome = outcome(folder);
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("cases.write")) {
      Files.writeString(expected, outcome);
    }
    assertThat(outcome).isEqualTo(Files.readString(expected));
  }

  private static String outcome(Path folder) {
    Path own = folder.resolve("people.yaml");
    Path spec = Files.exists(own) ? own : CASES.resolve("people.yaml");
    Project project =
        Project.generated("people", Folders.read(spec), temporary.resolve(folder.getFileName()));
    if (Files.isDirectory(folder.resolve("input"))) {
      Folders.copy(folder.resolve("input"), project.folder().resolve("input"));
    }
    Project.Result result = project.load("people", "2025-06-01");
    List<String> lines = new ArrayList<>(List.of("exit " + result.exitCode()));
    result.err().lines().forEach(lines::add);
    if (result.exitCode() == 0) {
      lines.add("");
      lines.addAll(
          Db.rows(
              project.url(),
              "select source || ': read ' || records_read || ', loaded ' || records_loaded || ', quarantined ' || records_quarantined || ', duplicate ' || records_duplicate from loadstar.run_source order by source"));
      lines.addAll(warnings(project));
    }
    lines.add("");
    lines.addAll(star(project));
    lines.add("");
    lines.addAll(quarantine(project));
    String text = String.join("\n", lines).strip() + "\n";
    return shortened(
        text.replace(project.folder().toString(), "<project>")
            .replaceAll("_runs/\\d+-[0-9a-f]{8}", "_runs/<run>"));
  }

  private static List<String> warnings(Project project) {
    return Db.rows(
        project.url(),
        "select severity || ': ' || source || '.' || column_name || '.' || rule || ' ' || records from loadstar.run_rule where severity <> 'quarantine' order by 1");
  }

  /** Rows of all tables but the unknown member, without keys and audit columns. */
  private static List<String> star(Project project) {
    return Db.star(project.url(), "people").stream()
        .filter(
            row -> !row.startsWith("shared") && !row.contains("\"_batch_date\": \"0001-01-01\""))
        .map(
            row ->
                row.replaceAll("\"(_row_hash|_batch_date)\": (\"[^\"]*\"|null),? ?", "")
                    .replaceAll("([0-9a-f]{8})[0-9a-f]{56}", "$1..")
                    .replaceAll("[, ]+}", "}"))
        .toList();
  }

  private static List<String> quarantine(Project project) {
    List<String> lines = new ArrayList<>();
    for (String file : Folders.list(project.quarantine())) {
      if (!file.contains("_runs")) {
        for (String line : Folders.read(project.quarantine().resolve(file)).lines().toList()) {
          lines.addAll(record(line));
        }
      }
    }
    return lines;
  }

  private static List<String> record(String line) {
    try {
      JsonNode record = JSON.readTree(line);
      String place = record.hasNonNull("line") ? "line " + record.path("line").asLong() + ", " : "";
      String raw =
          record.hasNonNull("raw")
              ? record.path("raw").toString()
              : "base64 " + record.path("raw_base64").asText();
      List<String> lines = new ArrayList<>();
      lines.add(place + "byte " + record.path("byte_offset").asLong() + ": " + raw);
      for (JsonNode reason : record.path("reasons")) {
        lines.add(
            "    "
                + reason.path("rule").asText()
                + " "
                + reason.path("column").asText()
                + " "
                + reason.path("value")
                + " "
                + reason.path("message").asText());
      }
      return lines;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String shortened(String text) {
    StringBuilder lines = new StringBuilder();
    text.lines()
        .map(
            line ->
                line.length() <= LONGEST_LINE
                    ? line
                    : line.substring(0, 60)
                        + "... "
                        + line.length()
                        + " characters ..."
                        + line.substring(line.length() - 20))
        .forEach(line -> lines.append(line).append('\n'));
    return lines.toString();
  }
}
