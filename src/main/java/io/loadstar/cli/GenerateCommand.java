package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Generate;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.warehouse.embedded.EmbeddedWarehouse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb generate. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the Flyway migrations that a spec needs, for both engines, to review and commit.",
      "Migrations that are there are never changed; a changed spec gives the next V<n>."
    },
    footer = {"", "Example: loadstar generate edtech"})
final class GenerateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(
      names = "--allow-loss",
      description = "Also write migrations that drop or narrow what is in the warehouse.")
  private boolean allowLoss;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  GenerateCommand(Terminal terminal) {
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
    List<String> written =
        Generate.generate(
            setup, star, new EmbeddedWarehouse(project.directory(terminal))::scratch, allowLoss);
    if (project.isJson()) {
      Json.print(terminal.out(), Map.of("subject_area", area, "written", written));
    } else if (!project.isQuiet()) {
      terminal
          .out()
          .println(
              written.isEmpty()
                  ? "db/" + area + " is what the spec means: nothing to write."
                  : "Wrote, below db/" + area + ":");
      written.forEach(file -> terminal.out().println("  " + file));
    }
    return 0;
  }
}
