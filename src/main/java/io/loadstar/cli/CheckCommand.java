package io.loadstar.cli;

import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.spark.SparkRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verb check. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Finds everything that is wrong with a spec, before any data is read.",
    footer = {"", "Example: loadstar check edtech"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Star star = project.areas(terminal).check(area, () -> SparkRuntime.start("local[1]"));
    List<String> names = star.tables().stream().map(StarTable::name).toList();
    if (project.isJson()) {
      Json.print(
          terminal.out(), Map.of("subject_area", area, "problems", List.of(), "tables", names));
    } else if (!project.isQuiet()) {
      terminal
          .out()
          .println("The spec of '" + area + "' is sound: " + String.join(", ", names) + ".");
    }
    return 0;
  }
}
