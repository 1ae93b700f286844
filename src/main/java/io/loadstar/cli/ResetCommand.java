package io.loadstar.cli;

import io.loadstar.error.SpecErrors;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.Reset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb reset. */
@Command(
    name = "reset",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what an area has in the warehouse and its generated SQL: for development.",
      "Its runs in the ledger and its quarantine go, too. Spec, marts and queries stay.",
      "There is no way back."
    },
    footer = {"", "Example: loadstar reset edtech --yes"})
final class ResetCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(names = "--yes", description = "Do it; without this nothing goes.")
  private boolean isMeant;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  ResetCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    AreaSetup setup =
        new AreaSetup(
            project.areas(terminal).read(area),
            project.areas(terminal).folder(area),
            project.quarantine(terminal).toString());
    if (!isMeant) {
      throw SpecErrors.resetNotMeant(area, setup.folder().toString());
    }
    new Reset(setup, warehouse.of(terminal, project.directory(terminal))).run();
    if (!project.isQuiet()) {
      terminal
          .out()
          .println(
              "Nothing is left of "
                  + area
                  + " but its spec, marts and queries. Next: loadstar generate "
                  + area);
    }
    return 0;
  }
}
