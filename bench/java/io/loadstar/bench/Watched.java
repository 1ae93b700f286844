package io.loadstar.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own, its time and its peak of resident memory. */
record Watched(double seconds, long peakKilobytes, String output) {
  /** Runs a command to its end; what it prints on standard output is kept. */
  static Watched run(Path folder, List<String> command) throws IOException, InterruptedException {
    return run(folder, command, Map.of());
  }

  /** As above, with more in its environment. */
  static Watched run(Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".out");
    Path errors = Files.createTempFile("bench", ".err");
    long start = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    long peak = 0;
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(process.pid()));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          command.get(0) + " ended with " + process.exitValue() + ": " + Files.readString(errors));
    }
    return new Watched(seconds, peak, Files.readString(output));
  }

  /** Linux keeps the peak; elsewhere, and once the process is gone, 0. */
  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
