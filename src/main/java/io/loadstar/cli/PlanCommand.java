package io.loadstar.cli;

import io.loadstar.batch.InputFile;
import io.loadstar.error.Counted;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.LoadRequest;
import io.loadstar.pipeline.Plan;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.validate.record.FoundFaults;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verb plan. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a load would do, and changes nothing.",
      "It opens all files and holds the first 1,000 records of each source against the rules."
    },
    footer = {"", "Example: loadstar plan edtech --batch-date 2025-06-01"})
final class PlanCommand implements Callable<Integer> {
  @Mixin private BatchOptions batch;
  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LoadRequest request =
        batch.request(project.areas(terminal).read(batch.area()), terminal, project);
    Supplier<SparkSession> spark =
        () -> SparkRuntime.start("local[1]", request.setup().area().hasPii());
    Star star = project.areas(terminal).check(batch.area(), spark);
    Plan.LoadPlan plan =
        Plan.plan(request, warehouse.of(terminal, project.directory(terminal)), star, spark.get());
    if (project.isJson()) {
      Json.print(terminal.out(), plan);
    } else if (!project.isQuiet()) {
      print(plan, terminal.out());
    }
    return 0;
  }

  private static void print(Plan.LoadPlan plan, PrintWriter out) {
    out.println(
        "Loading batch "
            + plan.batchDate()
            + " of '"
            + plan.subjectArea()
            + "' into "
            + plan.warehouse()
            + " would");
    out.println("read");
    plan.files()
        .forEach(
            (source, files) ->
                files.forEach(
                    (InputFile file) ->
                        out.println(
                            "  "
                                + source
                                + ": "
                                + file.shown()
                                + " ("
                                + file.length()
                                + " bytes)")));
    plan.firstRecords().forEach((source, first) -> print(source, first, out));
    list(out, "run migrations", plan.migrations());
    list(out, "stop, since spec and SQL disagree", plan.disagreements());
    out.println("merge or replace");
    plan.tables()
        .forEach(
            table -> {
              Long rows = plan.replacedRows().get(table.substring(table.indexOf('.') + 1));
              out.println(
                  "  " + table + (rows == null ? "" : ": " + rows + " rows of this batch go"));
            });
    list(out, "publish in one transaction by", plan.statements());
    out.println("Nothing was changed.");
  }

  private static void print(String source, Plan.FirstOfSource first, PrintWriter out) {
    FoundFaults found = first.found();
    List<String> lines = new ArrayList<>(first.problems());
    found
        .faults()
        .forEach(
            fault ->
                lines.add(
                    Counted.of(fault.records(), "record")
                        + ": "
                        + (fault.rule() + " " + fault.column()).strip()
                        + ": "
                        + fault.message()));
    if (!lines.isEmpty()) {
      String share =
          found.records() == 0
              ? ""
              : " (of the first "
                  + Counted.of(found.records(), "record")
                  + " "
                  + found.keptOut()
                  + " would be quarantined)";
      list(out, "find in " + source + share, lines);
    }
  }

  private static void list(PrintWriter out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      out.println(title);
      lines.forEach(line -> out.println("  " + line));
    }
  }
}
