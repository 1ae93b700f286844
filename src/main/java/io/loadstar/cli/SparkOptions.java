package io.loadstar.cli;

import io.loadstar.spark.SparkRuntime;
import picocli.CommandLine.Option;

/** Which Spark. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master (default: ${DEFAULT-VALUE}, all cores of this machine, a failed task is run again).")
  // spark-submit tells which cluster by this property.
  private String master = System.getProperty("spark.master", SparkRuntime.LOCAL);

  String master() {
    return master;
  }
}
