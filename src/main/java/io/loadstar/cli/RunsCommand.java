package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Results;
import io.loadstar.cli.output.RunFollower;
import io.loadstar.error.BatchErrors;
import io.loadstar.query.RunHistory;
import io.loadstar.query.RunningArea;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb runs. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "Lists the latest runs of the ledger, or the days of which a batch is missing.",
    subcommands = ShowRunCommand.class,
    footer = {
      "",
      "Example: loadstar runs edtech --limit 5",
      "Example: loadstar runs commerce --follow",
      "Example: loadstar runs edtech --missing --from 2025-06-01 --to 2025-06-30"
    })
final class RunsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "AREA", description = "Only runs of this area.")
  private @Nullable String area;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Option(
      names = "--follow",
      description =
          "Shows an area's runs as they come, with rate, lag and seconds by station, until Ctrl-C.")
  private boolean follows;

  @ArgGroup(exclusive = false)
  private @Nullable Missing missing;

  /** A period, of which the days are asked for that are not there. */
  static final class Missing {
    @Option(
        names = "--missing",
        required = true,
        description = "Days of a period that are not loaded, or were taken back.")
    private boolean isAsked;

    @Option(names = "--from", paramLabel = "DATE", required = true, description = "First day.")
    private String from;

    @Option(names = "--to", paramLabel = "DATE", required = true, description = "Last day.")
    private String to;
  }

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  RunsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Warehouse asked = warehouse.of(terminal, project.directory(terminal));
    if (missing != null && missing.isAsked) {
      printMissing(missing, asked);
      return 0;
    }
    if (follows) {
      follow(asked);
      return 0;
    }
    Results.print(
        RunHistory.latest(asked, Optional.ofNullable(area), limit),
        terminal.out(),
        project.isJson());
    return 0;
  }

  private void follow(Warehouse asked) {
    if (area == null) {
      throw BatchErrors.followsNoArea();
    }
    new RunFollower(
            new RunningArea(asked, project.areas(terminal).read(area)),
            limit,
            Clock.systemUTC(),
            terminal.out(),
            project.isJson(),
            terminal.isInteractive())
        .follow();
  }

  private void printMissing(Missing period, Warehouse asked) {
    LocalDate first = BatchOptions.date(period.from);
    LocalDate last = BatchOptions.date(period.to);
    if (area == null) {
      throw BatchErrors.missingOfNoArea();
    }
    if (last.isBefore(first)) {
      throw BatchErrors.noDays(period.from, period.to);
    }
    List<LocalDate> days = RunHistory.missing(asked, area, first, last);
    if (project.isJson()) {
      Json.print(terminal.out(), days.stream().map(LocalDate::toString).toList());
    } else if (days.isEmpty()) {
      terminal.out().println("Every day is there.");
    } else {
      days.forEach(terminal.out()::println);
    }
  }
}
