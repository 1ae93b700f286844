package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Results;
import io.loadstar.cli.output.TextTable;
import io.loadstar.error.BatchErrors;
import io.loadstar.query.ResultTable;
import io.loadstar.query.RunHistory;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verb runs show. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows all that the ledger knows of one run.",
    footer = {"", "Example: loadstar runs show 12"})
final class ShowRunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "Number of the run, as 'runs' lists it.")
  private long run;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  ShowRunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, ResultTable> known =
        RunHistory.of(warehouse.of(terminal, project.directory(terminal)), run);
    if (known.isEmpty()) {
      throw BatchErrors.noSuchRun(run);
    }
    if (project.isJson()) {
      Map<String, Object> all = new LinkedHashMap<>();
      known.forEach((about, table) -> all.put(about, Results.named(table)));
      all.put("run", Results.named(Objects.requireNonNull(known.get("run"))).get(0));
      Json.print(terminal.out(), all);
    } else {
      print(known, terminal.out());
    }
    return 0;
  }

  private static void print(Map<String, ResultTable> known, PrintWriter out) {
    known.forEach(
        (about, table) -> {
          if (about.equals("run")) {
            List<Object> values = table.rows().get(0);
            for (int i = 0; i < values.size(); i++) {
              if (values.get(i) != null) {
                out.printf("%-12s %s%n", table.columns().get(i), values.get(i));
              }
            }
          } else if (!table.rows().isEmpty()) {
            out.println();
            out.println(about + ":");
            new TextTable(table.columns(), table.rows()).print(out);
          }
        });
  }
}
