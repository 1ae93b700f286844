package io.loadstar.cli;

import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.cli.output.ConsoleReport;
import io.loadstar.cli.output.Json;
import io.loadstar.error.BatchErrors;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.SourceCounts;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Replay;
import io.loadstar.pipeline.RuntimeStartup;
import io.loadstar.quarantine.CorrectedFile;
import io.loadstar.quarantine.ReplaySelection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb quarantine replay. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Puts quarantined records through today's rules again.",
      "Those that pass are loaded into their batch; the others stay, with their new reasons."
    },
    footer = {
      "",
      "Example: loadstar quarantine replay edtech --batch-date 2025-06-01 --rule student_key",
      "Example: loadstar quarantine replay edtech --from corrected.jsonl"
    })
final class ReplayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(names = "--batch-date", paramLabel = "DATE", description = "Only of this batch.")
  private @Nullable String batchDate;

  @Option(names = "--source", paramLabel = "NAME", description = "Only of this source.")
  private @Nullable String source;

  @Option(names = "--rule", paramLabel = "RULE", description = "Only those that broke this rule.")
  private @Nullable String rule;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Only the records of this file, as you corrected them there.")
  private @Nullable Path from;

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Root of the quarantine (default: quarantine/ of the project).")
  private @Nullable String quarantine;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;
  @Mixin private SparkOptions spark;

  private final Terminal terminal;

  ReplayCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Optional<LocalDate> batch = Optional.ofNullable(batchDate).map(BatchOptions::date);
    SubjectArea spec = project.areas(terminal).read(area);
    if (source != null && spec.source(source).isEmpty()) {
      throw BatchErrors.noSuchSource(
          source, area, spec.sources().stream().map(SourceSpec::name).toList());
    }
    ReplaySelection selection =
        new ReplaySelection(
            Optional.ofNullable(source),
            Optional.ofNullable(rule),
            Optional.ofNullable(from)
                .map(file -> CorrectedFile.read(terminal.directory().resolve(file), spec)));
    RuntimeStartup startup =
        RuntimeStartup.forLoads(
            spark.master(terminal),
            spec,
            () -> warehouse.of(terminal, project.directory(terminal)));
    try (Interruption unused = Interruption.watch(terminal);
        ConsoleProgress progress = project.progress(terminal)) {
      List<LoadReport> reports =
          new Replay(setup(spec), selection, startup, Clock.systemUTC(), progress)
              .run(
                  batch,
                  report -> {
                    // The next batch brings a bar of its own.
                    progress.close();
                    print(report);
                  });
      progress.close();
      if (project.isJson()) {
        Json.print(terminal.out(), reports);
      } else if (!project.isQuiet()) {
        summarize(reports, selection);
      }
    }
    return 0;
  }

  private AreaSetup setup(SubjectArea spec) {
    String root =
        quarantine == null
            ? project.quarantine(terminal).toString()
            : InputOptions.located(quarantine, terminal.directory());
    return new AreaSetup(spec, project.areas(terminal).folder(area), root);
  }

  private void print(LoadReport report) {
    if (!project.isJson() && !project.isQuiet()) {
      new ConsoleReport(terminal.out()).print(report);
    }
  }

  private void summarize(List<LoadReport> reports, ReplaySelection selection) {
    long read = sum(reports, SourceCounts::read);
    long loaded = sum(reports, SourceCounts::loaded);
    terminal.out().println();
    if (read == 0) {
      terminal
          .out()
          .println(
              "There is nothing to replay. See what there is: loadstar quarantine list " + area);
    } else {
      terminal
          .out()
          .printf("Of %d quarantined records, %d were loaded into their batches.%n", read, loaded);
    }
    selection
        .from()
        .filter(file -> file.size() > read)
        .ifPresent(
            file ->
                terminal
                    .out()
                    .printf(
                        "%d records of %s are not in the quarantine (any more).%n",
                        file.size() - read, from));
  }

  private static long sum(List<LoadReport> reports, ToLongFunction<SourceCounts> count) {
    return reports.stream().flatMap(report -> report.sources().stream()).mapToLong(count).sum();
  }
}
