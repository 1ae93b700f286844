package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher asks of Java: this one takes it, and says nothing about it. */
class LauncherTest {
  private static final int LARGE = 130 << 20;

  @TempDir Path home;

  /** The options that the launcher gives, to a java that only repeats them. */
  private List<String> options(String... arguments) throws Exception {
    Path launcher = Files.copy(Project.ROOT.resolve("loadstar"), home.resolve("loadstar"));
    for (String folder : List.of("src/main/launcher", "db/loadstar", "target/lib", "java/bin")) {
      Files.createDirectories(home.resolve(folder));
    }
    Files.copy(
        Project.ROOT.resolve("src/main/launcher/second-compiler.json"),
        home.resolve("src/main/launcher/second-compiler.json"));
    Files.createFile(home.resolve("pom.xml"));
    Path java = home.resolve("java/bin/java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.createFile(home.resolve("target/loadstar.jsa"));
    Files.createFile(home.resolve("target/.built"));
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(arguments));
    List<String> printed = run(command);
    return printed.subList(0, printed.indexOf("-cp")).stream()
        // There is no archive, and that would be said.
        .filter(option -> !option.startsWith("-XX:SharedArchiveFile"))
        .toList();
  }

  private List<String> run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("JAVA_HOME", home.resolve("java").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed.lines().toList();
  }

  private List<String> java(List<String> options) throws Exception {
    Path nothing =
        Files.writeString(
            home.resolve("Nothing.java"),
            "class Nothing { public static void main(String[] a) {} }");
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(options);
    command.add(nothing.toString());
    return run(command);
  }

  @Test
  void ofASmallLoad() throws Exception {
    Path input = Files.createDirectory(home.resolve("input"));
    List<String> options = options("load", "edtech", "--input", input.toString());
    assertThat(options).contains("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    assertThat(java(options)).isEmpty();
  }

  @Test
  void ofALargeLoad() throws Exception {
    Path input = Files.createDirectory(home.resolve("input"));
    byte[] large = new byte[LARGE];
    new Random(1).nextBytes(large);
    Files.write(input.resolve("large.csv"), large);
    List<String> options = options("load", "edtech", "--input=" + input);
    assertThat(options)
        .doesNotContain("-XX:TieredStopAtLevel=1")
        .anyMatch(option -> option.startsWith("-XX:CompilerDirectivesFile="));
    assertThat(java(options)).isEmpty();
    List<String> outspoken =
        options.stream()
            .filter(option -> !option.matches("-XX:(-DisplayVMOutput|.IgnoreUnrecognized.*)"))
            .toList();
    assertThat(java(outspoken)).containsExactly("1 compiler directives added");
  }
}
