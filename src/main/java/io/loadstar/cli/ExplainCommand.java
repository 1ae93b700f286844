package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.error.InputErrors;
import io.loadstar.error.SpecErrors;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.OperationPlan;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.Explain;
import io.loadstar.pipeline.Explain.Explanation;
import io.loadstar.pipeline.Explain.TableWay;
import io.loadstar.pipeline.RuntimeStartup;
import io.loadstar.spark.SparkRuntime;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb explain. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the way of each table through Spark: the plans, and why rows are shuffled and sorted.",
      "With a batch that has run, also what Spark saw."
    },
    footer = {"", "Example: loadstar explain learning --table fact_enrollment"})
final class ExplainCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(
      names = "--batch-date",
      paramLabel = "DATE",
      description =
          "A batch, as YYYY-MM-DD: its latest run, or the plan for its files, as for small ones.")
  private @Nullable String batchDate;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Folder of the batch's files (default: 'input' of the spec).")
  private @Nullable String input;

  @Option(names = "--table", paramLabel = "NAME", description = "This table only.")
  private @Nullable String table;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SubjectArea spec = project.areas(terminal).read(area);
    List<String> wanted = wanted(spec);
    LocalDate batch = batchDate == null ? null : BatchOptions.date(batchDate);
    Explanation explanation = explanation(spec, wanted, batch);
    if (project.isJson()) {
      Json.print(terminal.out(), explanation);
    } else {
      explanation.tables().forEach(way -> print(way, explanation, terminal.out()));
    }
    return 0;
  }

  private List<String> wanted(SubjectArea spec) {
    List<String> known = spec.tableNames();
    if (table == null) {
      return known;
    }
    if (!known.contains(table)) {
      throw SpecErrors.noSuchTable(area, table, known);
    }
    return List.of(table);
  }

  private Explanation explanation(
      SubjectArea spec, List<String> wanted, @Nullable LocalDate batch) {
    RuntimeStartup startup =
        new RuntimeStartup(
            SparkRuntime.LOCAL,
            spec.hasPii(),
            () -> warehouse.of(terminal, project.directory(terminal)));
    Explain pipeline = new Explain(spec, startup);
    Supplier<Star> star =
        () -> project.areas(terminal).check(area, () -> SparkRuntime.start(SparkRuntime.LOCAL));
    return batch == null
        ? pipeline.ofAnyBatch(wanted, star)
        : pipeline.ofBatch(batch, () -> input(spec, batch), wanted, star);
  }

  private String input(SubjectArea spec, LocalDate batch) {
    if (input != null) {
      return InputOptions.located(PathPattern.resolve(input, batch), terminal.directory());
    }
    String folder =
        spec.input().orElseThrow(() -> InputErrors.noBatchInput(area, batch.toString()));
    return InputOptions.located(PathPattern.resolve(folder, batch), project.directory(terminal));
  }

  private void print(TableWay way, Explanation explanation, PrintWriter out) {
    String how =
        explanation.run() == null ? "as it is planned" : "as run " + explanation.run() + " did it";
    out.println(way.table() + ", from " + way.source() + ", " + how);
    int number = 1;
    for (OperationPlan operation : way.operations()) {
      out.println();
      out.println(number++ + ". " + operation.operation());
      operation.plan().forEach(line -> out.println("   " + line));
      if (!operation.advice().isEmpty()) {
        out.println("   Suggestion: " + operation.advice());
      }
    }
    out.println();
  }
}
