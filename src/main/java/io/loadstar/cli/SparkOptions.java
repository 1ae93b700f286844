package io.loadstar.cli;

import picocli.CommandLine.Option;

/** Which Spark. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark master (default: ${DEFAULT-VALUE}, all cores of this machine).")
  private String master = "local[*]";

  String master() {
    return master;
  }
}
