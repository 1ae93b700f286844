package io.loadstar.cli;

import io.loadstar.error.SpecErrors;
import io.loadstar.spark.SparkRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Spark, and how one looks into it. */
final class SparkOptions {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Spark master (default: ${DEFAULT-VALUE}, all cores of this machine, a failed task is run again).")
  // spark-submit tells which cluster by this property.
  private String master = System.getProperty("spark.master", SparkRuntime.LOCAL);

  @Option(
      names = "--spark-ui",
      description = "Show Spark's own pages in a browser, as long as the command runs.")
  private boolean showsPages;

  @Option(
      names = "--event-log",
      paramLabel = "DIR",
      description = "Write down what Spark does, for its history server.")
  private @Nullable String eventLog;

  /** Also sets up what Spark shows of itself, which must be known before it starts. */
  String master(Terminal terminal) {
    if (showsPages) {
      SparkRuntime.showPages();
    }
    if (eventLog != null) {
      Path folder = terminal.directory().resolve(eventLog);
      try {
        Files.createDirectories(folder);
      } catch (IOException e) {
        throw SpecErrors.eventLogNotWritable(folder, e);
      }
      SparkRuntime.logEvents(folder.toUri().toString());
    }
    return master;
  }
}
