package io.loadstar.cli;

import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.cli.output.Json;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.LoadReport;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Retract;
import io.loadstar.pipeline.RuntimeStartup;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verb retract. */
@Command(
    name = "retract",
    mixinStandardHelpOptions = true,
    description = {
      "Takes a batch back: what it contributed goes, and what gave way to it returns.",
      "Its quarantined records go, too. Loading the batch again brings all back."
    },
    footer = {"", "Example: loadstar retract edtech --batch-date 2025-06-01"})
final class RetractCommand implements Callable<Integer> {
  @Mixin private BatchOptions batch;
  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;
  @Mixin private SparkOptions spark;

  private final Terminal terminal;

  RetractCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LocalDate batchDate = batch.batchDate();
    SubjectArea spec = project.areas(terminal).read(batch.area());
    AreaSetup setup = batch.setup(spec, terminal, project);
    RuntimeStartup startup =
        RuntimeStartup.forLoads(
            spark.master(terminal),
            spec,
            () -> warehouse.of(terminal, project.directory(terminal)));
    try (Interruption unused = Interruption.watch(terminal)) {
      LoadReport report = retracted(setup, startup, batchDate);
      if (project.isJson()) {
        Json.print(terminal.out(), report);
      } else if (!project.isQuiet()) {
        terminal
            .out()
            .printf(
                "%nRetracted batch %s of '%s' as run %d: the star is as if it had not been"
                    + " loaded.%n",
                report.batchDate(), report.subjectArea(), report.runId());
      }
    }
    return 0;
  }

  private LoadReport retracted(AreaSetup setup, RuntimeStartup startup, LocalDate batchDate) {
    try (ConsoleProgress progress = project.progress(terminal)) {
      return new Retract(setup, startup, Clock.systemUTC(), progress).run(batchDate);
    }
  }
}
