package io.loadstar.cli;

import io.loadstar.batch.InputFile;
import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.TextTable;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.Counted;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.LoadRequest;
import io.loadstar.pipeline.Plan;
import io.loadstar.pipeline.PlannedDays;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.validate.record.FoundFaults;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb plan. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a load would do, and changes nothing.",
      "It opens all files and holds the first 1,000 records of each source against the rules.",
      "Of several days it shows which 'backfill --continue' would load."
    },
    footer = {"", "Example: loadstar plan edtech --batch-date 2025-06-01"})
final class PlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @ArgGroup(multiplicity = "1")
  private Days days;

  @Mixin private InputOptions input;
  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;

  private final Terminal terminal;

  /** One day, or several. */
  static final class Days {
    @Option(
        names = "--batch-date",
        paramLabel = "DATE",
        required = true,
        description = "Date of the batch, as YYYY-MM-DD.")
    private @Nullable String batchDate;

    @ArgGroup(exclusive = false)
    private @Nullable Range range;
  }

  /** From a day to a day. */
  static final class Range {
    @Option(
        names = "--from",
        paramLabel = "DATE",
        required = true,
        description = "First of several days, as 'backfill --continue' would take them.")
    private String from;

    @Option(names = "--to", paramLabel = "DATE", required = true, description = "Last day.")
    private String to;
  }

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SubjectArea spec = project.areas(terminal).read(area);
    if (days.range == null) {
      ofDay(spec, BatchOptions.date(Objects.requireNonNull(days.batchDate)));
    } else {
      ofRange(spec, days.range);
    }
    return 0;
  }

  private void ofDay(SubjectArea spec, LocalDate date) {
    LoadRequest request =
        new LoadRequest(
            input.setup(spec, terminal, project),
            date,
            input.folder(spec, date, terminal, project));
    Supplier<SparkSession> spark = () -> SparkRuntime.start("local[1]", spec.hasPii());
    Star star = project.areas(terminal).check(area, spark);
    Plan.LoadPlan plan =
        Plan.plan(request, warehouse.of(terminal, project.directory(terminal)), star, spark.get());
    if (project.isJson()) {
      Json.print(terminal.out(), plan);
    } else if (!project.isQuiet()) {
      print(plan, terminal.out());
    }
  }

  private void ofRange(SubjectArea spec, Range range) {
    LocalDate from = BatchOptions.date(range.from);
    LocalDate to = BatchOptions.date(range.to);
    if (to.isBefore(from)) {
      throw BatchErrors.noDays(range.from, range.to);
    }
    // An area without a folder says so at once.
    String unused = input.folder(spec, from, terminal, project);
    List<PlannedDays.Day> planned =
        new PlannedDays(
                spec,
                date -> input.folder(spec, date, terminal, project),
                warehouse.of(terminal, project.directory(terminal)))
            .from(from, to);
    if (project.isJson()) {
      Json.print(terminal.out(), planned);
    } else if (!project.isQuiet()) {
      print(planned, terminal.out());
    }
  }

  private static void print(List<PlannedDays.Day> planned, PrintWriter out) {
    new TextTable(
            List.of("day", "would be", "files", "bytes"),
            planned.stream()
                .map(day -> List.<Object>of(day.date(), day.outcome(), day.files(), day.bytes()))
                .toList())
        .print(out);
    planned.stream()
        .filter(day -> !day.message().isEmpty())
        .forEach(day -> out.println(day.date() + ": " + day.message()));
    out.println();
    out.println(
        Counted.of(planned.stream().filter(PlannedDays.Day::isLoaded).count(), "day")
            + " of "
            + planned.size()
            + " would be loaded. Nothing was changed.");
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
