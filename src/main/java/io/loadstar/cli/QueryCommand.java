package io.loadstar.cli;

import io.loadstar.query.Queries;
import io.loadstar.query.ResultTable;
import io.loadstar.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verb query. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = "Runs a BI query of db/<area>/queries; without a name, lists them.",
    footer = {"", "Example: loadstar query edtech top_scoring_students"})
final class QueryCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Name of the query.")
  private String name;

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
    if (name == null) {
      list(queries.descriptions());
    } else {
      Warehouse asked = new Warehouse(warehouse.settings(terminal, project.directory(terminal)));
      Results.print(queries.run(name, asked), terminal.out(), project.isJson());
    }
    return 0;
  }

  private void list(Map<String, String> descriptions) {
    if (project.isJson()) {
      Json.print(terminal.out(), descriptions);
    } else {
      List<List<Object>> rows =
          descriptions.entrySet().stream()
              .map(entry -> List.<Object>of(entry.getKey(), entry.getValue()))
              .toList();
      Results.print(new ResultTable(List.of("query", "answers"), rows), terminal.out(), false);
    }
  }
}
