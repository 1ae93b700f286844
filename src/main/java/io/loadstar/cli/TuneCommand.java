package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.TextTable;
import io.loadstar.error.DataErrors;
import io.loadstar.sizing.Bytes;
import io.loadstar.sizing.ClusterSizing;
import io.loadstar.sizing.ClusterSizing.Setting;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Verb tune. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Computes Spark's settings for an input and a cluster, and shows how.",
      "What a load costs was measured; docs/cluster.md says on what."
    },
    footer = {"", "Example: loadstar tune --input 1TB --nodes 10 --cores 16 --memory 64g"})
final class TuneCommand implements Callable<Integer> {
  @Option(names = "--input", required = true, description = "Size of a batch's files, such as 1TB.")
  private String input;

  @Option(names = "--nodes", required = true, description = "Nodes of the cluster.")
  private int nodes;

  @Option(names = "--cores", required = true, description = "Cores of a node.")
  private int cores;

  @Option(names = "--memory", required = true, description = "Memory of a node, such as 64g.")
  private String memory;

  @Option(
      names = "--skew",
      defaultValue = "0",
      description = "Share of the rows that one key has, such as 0.3 (${DEFAULT-VALUE}).")
  private double skew;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  private final Terminal terminal;

  TuneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (nodes < 1 || cores < 1 || skew < 0 || skew > 1) {
      throw DataErrors.badCluster();
    }
    long bytes = size("--input", input);
    long each = size("--memory", memory);
    List<Setting> settings = ClusterSizing.of(bytes, nodes, cores, each, skew);
    List<String> warnings = ClusterSizing.warnings(bytes, nodes, cores, each);
    if (json) {
      Json.print(terminal.out(), Map.of("settings", settings, "warnings", warnings));
      return 0;
    }
    new TextTable(
            List.of("setting", "value", "how"),
            settings.stream()
                .map(one -> List.<Object>of(one.name(), one.value(), one.how()))
                .toList())
        .print(terminal.out());
    warnings.forEach(warning -> terminal.out().println("\n" + warning));
    return 0;
  }

  private static long size(String option, String text) {
    return Bytes.parsed(text)
        .filter(bytes -> bytes > 0)
        .orElseThrow(() -> DataErrors.badSize(option, text));
  }
}
