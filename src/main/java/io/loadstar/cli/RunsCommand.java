package io.loadstar.cli;

import io.loadstar.query.RunHistory;
import io.loadstar.warehouse.Warehouse;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb runs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the latest runs of the ledger.",
    footer = {"", "Example: loadstar runs edtech --limit 5"})
final class RunsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "AREA", description = "Only runs of this area.")
  private @Nullable String area;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  RunsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Warehouse asked = warehouse.of(terminal, project.directory(terminal));
    Results.print(
        RunHistory.latest(asked, Optional.ofNullable(area), limit),
        terminal.out(),
        project.isJson());
    return 0;
  }
}
