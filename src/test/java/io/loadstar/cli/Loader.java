package io.loadstar.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The loader as a process of its own, so that it can be killed. */
final class Loader implements AutoCloseable {
  private final Process process;
  private final Path temporary;
  private final BufferedReader out;
  private final StringBuilder printed = new StringBuilder();

  Loader(Project project, String... args) {
    this(project, Map.of(), args);
  }

  Loader(Project project, Map<String, String> environment, String... args) {
    this("io.loadstar.cli.Main", project, environment, args);
  }

  /**
   * Another main class than the loader's own, which starts it in turn.
   *
   * @param args of that class
   */
  Loader(String main, Project project, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dsun."))
        .forEach(command::add);
    temporary = project.folder().resolve(".temporary");
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            main));
    command.addAll(List.of(args));
    try {
      Files.createDirectories(temporary);
      ProcessBuilder builder = new ProcessBuilder(command).directory(project.folder().toFile());
      project.warehouse().ifPresent(url -> builder.environment().put("LOADSTAR_WAREHOUSE", url));
      builder.environment().putAll(environment);
      process = builder.redirectErrorStream(true).start();
      out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads on until a station is announced. */
  Loader until(String station) {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        printed.append(line).append('\n');
        if (line.startsWith(station)) {
          return this;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("ended before station " + station + ":\n" + printed);
  }

  /** Under nohup and in the background of a shell, processes do not hear of SIGINT. */
  private static boolean ignoresInterrupts() {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .findFirst()
              .orElseThrow()
              .replace("SigIgn:", "")
              .strip();
      return (Long.parseUnsignedLong(ignored, 16) & 1L << 1) != 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sends a signal.
   *
   * @param name INT stands for TERM, too, which ends the loader in the same way
   */
  void signal(String name) {
    try {
      String sent = name.equals("INT") && ignoresInterrupts() ? "TERM" : name;
      new ProcessBuilder("kill", "-" + sent, Long.toString(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the end; returns the exit code. */
  int end() {
    try {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        printed.append(line).append('\n');
      }
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("still running:\n" + printed);
      }
      return process.exitValue();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the process left in its temporary folder. */
  List<String> left() {
    return Stream.of(temporary.toFile().list()).sorted().toList();
  }

  String printed() {
    return printed.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
