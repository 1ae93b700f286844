package io.loadstar.cli;

import io.loadstar.cli.output.BackfillProgress;
import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.TextTable;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.Counted;
import io.loadstar.model.SubjectArea;
import io.loadstar.pipeline.Backfill;
import io.loadstar.pipeline.Backfill.Day;
import io.loadstar.pipeline.RuntimeStartup;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb backfill. */
@Command(
    name = "backfill",
    mixinStandardHelpOptions = true,
    description = {
      "Loads many days in one process; each is published wholly or not at all, in their order.",
      "A day that fails does not stop the others. The exit code is that of the worst day."
    },
    footer = {"", "Example: loadstar backfill edtech --from 2025-06-01 --to 2025-06-30 --continue"})
final class BackfillCommand implements Callable<Integer> {
  /** From what trying again mends to what a person must mend. */
  private static final List<Integer> FROM_GOOD_TO_BAD = List.of(0, 4, 5, 3, 1, 2, 70);

  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(names = "--from", paramLabel = "DATE", required = true, description = "First day.")
  private String from;

  @Option(names = "--to", paramLabel = "DATE", required = true, description = "Last day.")
  private String to;

  @Option(
      names = "--continue",
      description = "Skip days that are loaded from the same files with the same spec.")
  private boolean continues;

  @Option(names = "--stop", description = "Stop at the first day that fails.")
  private boolean stops;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many days are read at a time; they are published one after another (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Mixin private InputOptions input;
  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;
  @Mixin private SparkOptions spark;

  /** Read by {@link Main}, which knows how the command ended. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private NotifyOptions notify;

  private final Terminal terminal;

  BackfillCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LocalDate first = BatchOptions.date(from);
    LocalDate last = BatchOptions.date(to);
    if (last.isBefore(first)) {
      throw BatchErrors.noDays(from, to);
    }
    if (parallel < 1) {
      throw BatchErrors.noParallel(parallel);
    }
    SubjectArea spec = project.areas(terminal).read(area);
    Function<LocalDate, String> folders = date -> input.folder(spec, date, terminal, project);
    // An area without a folder says so before anything starts.
    String unusedToo = folders.apply(first);
    if (parallel > 1 && spec.isReplayedOnArrival() && !project.isJson()) {
      terminal
          .err()
          .println(
              "loadstar: days of "
                  + area
                  + " are read one at a time: with 'replay: when_member_arrives' a day may change"
                  + " those before it.");
    }
    Backfill.Range range = new Backfill.Range(first, last, continues, stops, parallel);
    RuntimeStartup startup =
        RuntimeStartup.forLoads(
            spark.master(terminal),
            spec,
            () -> warehouse.of(terminal, project.directory(terminal)));
    try (Interruption unused = Interruption.watch(terminal)) {
      List<Day> days;
      try (BackfillProgress progress = progress(range.days())) {
        days =
            new Backfill(
                    input.setup(spec, terminal, project),
                    folders,
                    startup,
                    Clock.systemUTC(),
                    progress)
                .run(range, progress::ended);
      }
      print(days);
      return days.stream()
          .map(Day::exitCode)
          .max(java.util.Comparator.comparingInt(FROM_GOOD_TO_BAD::indexOf))
          .orElse(0);
    }
  }

  /** As JSON, days say themselves what is wrong with them. */
  private BackfillProgress progress(long days) {
    return new BackfillProgress(
        terminal.out(),
        project.isJson() ? new PrintWriter(Writer.nullWriter()) : terminal.err(),
        project.isJson() || project.isQuiet(),
        terminal.isInteractive(),
        days);
  }

  private void print(List<Day> days) {
    if (project.isJson()) {
      Json.print(terminal.out(), days);
      return;
    }
    if (project.isQuiet()) {
      return;
    }
    terminal.out().println();
    new TextTable(
            List.of("day", "outcome", "loaded", "quarantined"),
            days.stream()
                .map(
                    day ->
                        List.<Object>of(day.date(), day.outcome(), day.loaded(), day.quarantined()))
                .toList())
        .print(terminal.out());
    long published = days.stream().filter(day -> day.outcome().equals("published")).count();
    terminal.out().println();
    terminal
        .out()
        .println(Counted.of(published, "day") + " of " + days.size() + " published in this run.");
  }
}
