package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.pipeline.Migrate;
import io.loadstar.warehouse.Warehouse;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verb migrate. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = "Runs an area's pending migrations. A load does so by itself.",
    footer = {"", "Example: loadstar migrate edtech --warehouse jdbc:postgresql://db:5432/dwh"})
final class MigrateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  MigrateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    project.areas(terminal).read(area);
    Warehouse target = warehouse.of(terminal, project.directory(terminal));
    int ran = Migrate.migrate(area, project.areas(terminal).folder(area), target);
    if (project.isJson()) {
      Json.print(terminal.out(), Map.of("subject_area", area, "migrations", ran));
    } else if (!project.isQuiet()) {
      terminal.out().println(target + ": " + ran + " migrations of '" + area + "' ran.");
    }
    return 0;
  }
}
