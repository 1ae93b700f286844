package io.loadstar.cli;

import io.loadstar.engine.SparkRuntime;
import picocli.CommandLine.Option;

/** Which Spark. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master (default: ${DEFAULT-VALUE}, all cores of this machine, a failed task is run again).")
  private String master = SparkRuntime.LOCAL;

  String master() {
    return master;
  }
}
