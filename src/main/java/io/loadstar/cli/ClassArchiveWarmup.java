package io.loadstar.cli;

import io.loadstar.spark.SparkRuntime;
import java.nio.file.Path;
import java.util.Map;

/**
 * Goes the ways of a small and of a large load once, for the archive of classes that the launcher
 * makes after a build; what is in it need not be read from jars and verified at each start.
 */
final class ClassArchiveWarmup {
  private ClassArchiveWarmup() {}

  /**
   * Loads the sample data twice.
   *
   * @param args folder of a project that nobody needs any more
   */
  public static void main(String[] args) {
    Terminal silent =
        new Terminal(
            new java.io.PrintWriter(java.io.Writer.nullWriter()),
            new java.io.PrintWriter(java.io.Writer.nullWriter()),
            Map.of(),
            Path.of(args[0]).toAbsolutePath(),
            false);
    int code = Main.run(silent, "demo");
    System.setProperty(SparkRuntime.SMALL_INPUT, "0");
    code += Main.run(silent, "load", "edtech", "--batch-date", "2025-06-01");
    Runtime.getRuntime().halt(code);
  }
}
