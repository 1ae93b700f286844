package io.loadstar.cli;

import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.cli.output.ConsoleReport;
import io.loadstar.cli.output.Json;
import io.loadstar.model.run.LoadReport;
import io.loadstar.pipeline.Load;
import io.loadstar.pipeline.LoadRequest;
import io.loadstar.pipeline.RuntimeStartup;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verb load. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Loads one batch: reads, validates, quarantines, stages, publishes in one transaction.",
      "Running it again replaces what the batch contributed."
    },
    footer = {"", "Example: loadstar load edtech --batch-date 2025-06-01 --input /data/2025-06-01"})
final class LoadCommand implements Callable<Integer> {
  @Mixin private BatchOptions batch;
  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;
  @Mixin private SparkOptions spark;

  /** Read by {@link Main}, which knows how the command ended. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private NotifyOptions notify;

  private final Terminal terminal;

  LoadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    batch.batchDate();
    LoadRequest request =
        batch.request(project.areas(terminal).read(batch.area()), terminal, project);
    RuntimeStartup startup =
        RuntimeStartup.forLoads(
            spark.master(terminal),
            request.setup().area(),
            () -> warehouse.of(terminal, project.directory(terminal)));
    try (Interruption unused = Interruption.watch(terminal)) {
      LoadReport report = loaded(request, startup);
      if (project.isJson()) {
        Json.print(terminal.out(), report);
      } else if (!project.isQuiet()) {
        new ConsoleReport(terminal.out()).printSinceStart(report);
      }
    }
    return 0;
  }

  private LoadReport loaded(LoadRequest request, RuntimeStartup startup) {
    try (ConsoleProgress progress = project.progress(terminal)) {
      return new Load(request, startup, Clock.systemUTC(), progress).run();
    }
  }
}
