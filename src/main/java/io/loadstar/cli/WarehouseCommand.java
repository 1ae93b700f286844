package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.error.EmbeddedErrors;
import io.loadstar.warehouse.embedded.EmbeddedWarehouse;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verb warehouse. */
@Command(
    name = "warehouse",
    mixinStandardHelpOptions = true,
    description = "Starts, stops or names the embedded PostgreSQL of this project.",
    footer = {"", "Example: psql \"$(loadstar warehouse url)\""})
final class WarehouseCommand {
  private final Terminal terminal;

  WarehouseCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Command(
      name = "start",
      mixinStandardHelpOptions = true,
      description = "Starts it unless it runs, and prints its address.",
      footer = {"", "Example: loadstar warehouse start"})
  int start(@Mixin ProjectOptions project) {
    return print(project, "running", EmbeddedWarehouse.psqlUrl(embedded(project).start()));
  }

  @Command(
      name = "stop",
      mixinStandardHelpOptions = true,
      description = "Stops it; the data stays in .loadstar/.",
      footer = {"", "Example: loadstar warehouse stop"})
  int stop(@Mixin ProjectOptions project) {
    boolean ran = embedded(project).stop();
    return print(project, ran ? "stopped" : "not running", "");
  }

  @Command(
      name = "url",
      mixinStandardHelpOptions = true,
      description = "Prints the running server's address, in the form that psql takes.",
      footer = {"", "Example: psql \"$(loadstar warehouse url)\""})
  int url(@Mixin ProjectOptions project) {
    String url = embedded(project).url().orElseThrow(EmbeddedErrors::embeddedNotRunning);
    return print(project, "running", EmbeddedWarehouse.psqlUrl(url));
  }

  private EmbeddedWarehouse embedded(ProjectOptions project) {
    return new EmbeddedWarehouse(project.directory(terminal));
  }

  private int print(ProjectOptions project, String status, String url) {
    if (project.isJson()) {
      Json.print(terminal.out(), Map.of("status", status, "url", url));
    } else if (!project.isQuiet()) {
      terminal.out().println(url.isEmpty() ? "The embedded warehouse is " + status + "." : url);
    }
    return 0;
  }
}
