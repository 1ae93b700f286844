package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Golden cases: what {@code check} says of each spec in {@code cases/spec}. */
class SpecCasesTest {
  private static final Path CASES = Project.ROOT.resolve("src/test/resources/cases/spec");

  @TempDir static Path temporary;

  @TestFactory
  Stream<DynamicTest> saysWhatIsWrong() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders.sorted().toList().stream()
          .map(
              folder ->
                  DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }
  }

  private static void check(Path folder) throws IOException {
    Path project = temporary.resolve(folder.getFileName());
    Folders.write(project.resolve("db/shop/shop.yaml"), Folders.read(folder.resolve("shop.yaml")));
    Path marts = folder.resolve("marts");
    if (Files.isDirectory(marts)) {
      Folders.copy(marts, project.resolve("db/shop/marts"));
    }
    Project.Result result = Project.at(project).run("check", "shop");
    String outcome =
        "exit " + result.exitCode() + "\n" + result.err().replace(project.toString(), "<project>");
    Path expected = folder.resolve("expected.txt");
    if (Boolean.getBoolean("cases.write")) {
      Files.writeString(expected, outcome);
    }
    assertThat(outcome).isEqualTo(Files.readString(expected));
  }

  @Test
  void unknownAreaIsNamedWithTheNearest() {
    Project project = Project.at(Project.ROOT);
    Project.Result result = project.run("check", "edtec");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("There is no subject area 'edtec'", "Did you mean 'edtech'?");
  }

  @Test
  void soundSpecIsSaidToBe() {
    Project.Result result = Project.at(Project.ROOT).run("check", "edtech");
    assertThat(result.out()).startsWith("The spec of 'edtech' is sound: dim_student,");
    assertThat(Project.at(Project.ROOT).run("check", "edtech", "--json").out())
        .contains("\"problems\" : [ ]", "\"fact_quiz\"");
  }
}
