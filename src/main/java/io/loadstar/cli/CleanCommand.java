package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Clean;
import io.loadstar.pipeline.Clean.Cleaned;
import io.loadstar.spark.SparkRuntime;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb clean. */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what dead runs left: their quarantine, staged rows, old plans.",
      "Nothing goes that a load, a re-run or a replay needs."
    },
    footer = {"", "Example: loadstar clean edtech --vacuum"})
final class CleanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(
      names = "--vacuum",
      description = "Also give the room of deleted rows back to the tables: after re-runs.")
  private boolean vacuum;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  CleanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Star star = project.areas(terminal).check(area, () -> SparkRuntime.start("local[1]"));
    AreaSetup setup =
        new AreaSetup(
            project.areas(terminal).read(area),
            project.areas(terminal).folder(area),
            project.quarantine(terminal).toString());
    Cleaned cleaned =
        new Clean(setup, star, warehouse.of(terminal, project.directory(terminal))).run(vacuum);
    if (project.isJson()) {
      Json.print(terminal.out(), cleaned);
    } else if (!project.isQuiet()) {
      print(cleaned, terminal.out());
    }
    return 0;
  }

  private static void print(Cleaned cleaned, PrintWriter out) {
    out.println("Staging of '" + cleaned.subjectArea() + "' is empty.");
    out.println("Quarantine of unpublished runs removed: " + cleaned.quarantineRuns().size());
    out.println("Plans of runs before the newest removed: " + cleaned.plans());
    if (!cleaned.vacuumed().isEmpty()) {
      out.println("Vacuumed: " + String.join(", ", cleaned.vacuumed()));
    }
  }
}
