package io.loadstar.cli;

import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.cli.output.ConsoleReport;
import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Results;
import io.loadstar.error.InputErrors;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.LoadReport;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Load;
import io.loadstar.pipeline.LoadRequest;
import io.loadstar.pipeline.RuntimeStartup;
import io.loadstar.query.Queries;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.warehouse.Warehouse;
import io.loadstar.warehouse.embedded.EmbeddedWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verb demo. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Loads all sample data of edtech into the embedded warehouse, and answers two questions with it."
    },
    footer = {"", "Example: loadstar demo"})
final class DemoCommand implements Callable<Integer> {
  private static final String AREA = "edtech";

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SubjectArea area = project.areas(terminal).read(AREA);
    Path directory = project.directory(terminal);
    EmbeddedWarehouse embedded = new EmbeddedWarehouse(directory);
    RuntimeStartup startup = RuntimeStartup.forLoads(SparkRuntime.LOCAL, area, embedded::warehouse);
    List<LoadReport> reports = new ArrayList<>();
    try (Interruption unused = Interruption.watch(terminal)) {
      for (LocalDate batch : batches(directory.resolve("sample-data").resolve(AREA))) {
        terminal.out().println("\nBatch " + batch);
        try (ConsoleProgress progress = project.progress(terminal)) {
          reports.add(
              new Load(request(area, directory, batch), startup, Clock.systemUTC(), progress)
                  .run());
        }
      }
    }
    LoadReport last = reports.get(reports.size() - 1);
    if (project.isJson()) {
      Json.print(terminal.out(), last);
    } else {
      new ConsoleReport(terminal.out()).print(last);
      answers(embedded);
    }
    return 0;
  }

  private LoadRequest request(SubjectArea area, Path directory, LocalDate batch) {
    return new LoadRequest(
        new AreaSetup(
            area, project.areas(terminal).folder(AREA), project.quarantine(terminal).toString()),
        batch,
        directory.resolve("sample-data").resolve(AREA).resolve(batch.toString()).toString());
  }

  private void answers(EmbeddedWarehouse embedded) {
    Queries queries = new Queries(AREA, project.areas(terminal).folder(AREA));
    Warehouse warehouse = embedded.warehouse();
    for (String name : List.of("top_scoring_students", "course_logins_by_day")) {
      terminal.out().println("\n" + queries.descriptions().get(name));
      Results.print(queries.run(name, warehouse), terminal.out(), false);
    }
    terminal.out().println();
    terminal
        .out()
        .println("Connect with psql or a BI tool: " + EmbeddedWarehouse.psqlUrl(embedded.start()));
    terminal
        .out()
        .println(
            "More answers: ./loadstar query "
                + AREA
                + ". Stop the warehouse: ./loadstar warehouse stop");
  }

  private static List<LocalDate> batches(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(Files::isDirectory)
          .map(path -> LocalDate.parse(path.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw InputErrors.notThere(List.of("sample data: no folder " + folder));
    }
  }
}
