package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher asks of Java: this one takes it, and says nothing about it. */
@Tag("slow")
class LauncherTest {
  private static final int LARGE = 130 << 20;

  @TempDir Path home;

  @BeforeEach
  void copyLauncher() throws IOException {
    Files.copy(Project.ROOT.resolve("loadstar"), home.resolve("loadstar"));
    for (String folder : List.of("src/main/launcher", "db/loadstar", "sample-data", "target/lib")) {
      Files.createDirectories(home.resolve(folder));
    }
    for (String file : List.of("second-compiler.json", "run.sh")) {
      Files.copy(
          Project.ROOT.resolve("src/main/launcher").resolve(file),
          home.resolve("src/main/launcher").resolve(file));
    }
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("target/.built"));
    java("java");
  }

  /** A java that only repeats what it is told, and makes an archive where it is to. */
  private void java(String name) throws IOException {
    Path java = Files.createDirectories(home.resolve(name).resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        for option in "$@"; do
          case $option in
            -XX:ArchiveClassesAtExit=*) echo made >>"${option#*=}" ;;
          esac
        done
        printf '%s\\n' "$@"
        """);
    assertThat(java.toFile().setExecutable(true)).isTrue();
  }

  /** What the launcher says, and the options that it gives to a java of that name. */
  private List<String> options(String java, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", home.resolve("loadstar").toString()));
    command.addAll(List.of(arguments));
    List<String> printed = run(java, command);
    return printed.subList(0, printed.indexOf("-cp"));
  }

  private List<String> run(String java, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("JAVA_HOME", home.resolve(java).toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().toList();
  }

  /**
   * What a real java says to the options, but for the archive, which is none, and for that it
   * should ignore what it does not know.
   */
  private List<String> said(List<String> options) throws Exception {
    Path nothing =
        Files.writeString(
            home.resolve("Nothing.java"),
            "class Nothing { public static void main(String[] a) {} }");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    options.stream()
        .filter(option -> option.startsWith("-"))
        .filter(option -> !option.matches("-XX:(SharedArchiveFile|.IgnoreUnrecognized).*"))
        .forEach(command::add);
    command.add(nothing.toString());
    return run("java", command);
  }

  @Test
  void ofASmallLoad() throws Exception {
    Path input = Files.createDirectory(home.resolve("input"));
    List<String> options = options("java", "load", "edtech", "--input", input.toString());
    assertThat(options).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    assertThat(said(options)).isEmpty();
  }

  @Test
  void ofWhatGoesOnForHours() throws Exception {
    Path input = Files.createDirectory(home.resolve("input"));
    for (String verb : List.of("stream", "backfill")) {
      List<String> options = options("java", verb, "edtech", "--input", input.toString());
      assertThat(options)
          .doesNotContain("-XX:TieredStopAtLevel=1")
          .noneMatch(option -> option.startsWith("-XX:CompilerDirectivesFile="));
      assertThat(said(options)).isEmpty();
    }
  }

  @Test
  void ofALargeLoad() throws Exception {
    Path input = Files.createDirectory(home.resolve("input"));
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(large);
    Files.write(input.resolve("large.csv"), large);
    List<String> options = options("java", "load", "edtech", "--input=" + input);
    assertThat(options)
        .doesNotContain("-XX:TieredStopAtLevel=1")
        .anyMatch(option -> option.startsWith("-XX:CompilerDirectivesFile="));
    assertThat(said(options)).isEmpty();
    List<String> outspoken =
        options.stream().filter(option -> !option.equals("-XX:-DisplayVMOutput")).toList();
    assertThat(said(outspoken)).containsExactly("1 compiler directives added");
  }

  @Test
  void anArchiveServesTheJavaThatMadeIt() throws Exception {
    Path archive = home.resolve("target/loadstar.jsa");
    assertThat(options("java", "--version")).contains("-XX:SharedArchiveFile=" + archive);
    Files.writeString(archive, "kept");
    options("java", "--version");
    assertThat(archive).hasContent("kept");

    java("another");
    assertThat(options("another", "--version"))
        .contains(
            "Getting Loadstar ready for this Java, which takes a minute.",
            "-XX:SharedArchiveFile=" + archive);
    assertThat(archive).hasContent("made");
  }

  /** Java would pass over it without a word, and each start would take half as long again. */
  @Test
  void anArchiveServesThePlaceAndTheJarThatItWasMadeFor() throws Exception {
    Path archive = home.resolve("target/loadstar.jsa");
    options("java", "--version");
    Files.writeString(archive, "kept");
    Path jar = Files.createFile(home.resolve("target/loadstar.jar"));
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(2)));
    options("java", "--version");
    assertThat(archive).hasContent("made");

    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    Files.writeString(archive, "kept");
    Path there = home.resolve("moved");
    Files.createDirectory(there);
    for (String kept : List.of("loadstar", "src", "db", "sample-data", "target", "pom.xml")) {
      Files.move(home.resolve(kept), there.resolve(kept));
    }
    run("java", List.of("sh", there.resolve("loadstar").toString(), "--version"));
    assertThat(there.resolve("target/loadstar.jsa")).hasContent("made");
  }
}
