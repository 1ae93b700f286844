package io.loadstar.cli;

import io.loadstar.cli.output.Chart;
import io.loadstar.cli.output.Csv;
import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Results;
import io.loadstar.error.SpecErrors;
import io.loadstar.query.Queries;
import io.loadstar.query.ResultTable;
import io.loadstar.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb query. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Answers a question of db/<area>/queries; without a name, lists them.",
      "Prints a table on a terminal, CSV into a file or a pipe."
    },
    footer = {"", "Example: loadstar query edtech top_scoring_students"})
final class QueryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Name of the query.")
  private @Nullable String name;

  @Option(
      names = "--chart",
      description = {
        "Draw the last column of numbers: over time if there is a column of days, else as bars."
      })
  private boolean chart;

  @Option(
      names = "--var",
      paramLabel = "NAME=VALUE",
      description = "Value of a variable of the query, in place of the one that is written there.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  QueryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    project.areas(terminal).read(area);
    Queries queries = new Queries(area, project.areas(terminal).folder(area));
    if (chart && project.isJson()) {
      throw SpecErrors.chartOrJson();
    }
    String asked = name;
    if (asked == null) {
      list(queries.descriptions());
    } else {
      Warehouse from = warehouse.of(terminal, project.directory(terminal));
      answer(asked, queries.run(asked, variables, from));
    }
    return 0;
  }

  private void answer(String asked, ResultTable table) {
    if (chart) {
      Chart.print(asked, table, terminal.out());
    } else {
      show(table);
    }
  }

  private void show(ResultTable table) {
    if (project.isJson() || terminal.isInteractive()) {
      Results.print(table, terminal.out(), project.isJson());
    } else {
      Csv.print(table, terminal.out());
    }
  }

  private void list(Map<String, String> descriptions) {
    if (project.isJson()) {
      Json.print(terminal.out(), descriptions);
    } else {
      List<List<Object>> rows =
          descriptions.entrySet().stream()
              .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
              .toList();
      show(new ResultTable(List.of("query", "answers"), rows));
    }
  }
}
