package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.error.CaseErrors;
import io.loadstar.error.ExitCode;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.CaseRun;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.testcase.Difference;
import io.loadstar.testcase.TestCase;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb test. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Loads your own small cases into a database that is dropped afterwards, and compares.",
      "A case is a folder db/<area>/tests/<name> with files in input/<batch date>/ and rows in",
      "expected/<table or query>.csv; quarantine.csv and counts.csv are what else can be expected.",
      "A header names the columns that count; a value that ends with .. is a beginning."
    },
    footer = {
      "",
      "Example: loadstar test edtech",
      "Example: loadstar test edtech late_day --write"
    })
final class TestCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Parameters(index = "0", paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Parameters(
      index = "1..*",
      paramLabel = "CASE",
      description = "Only these cases (default: all of the area).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--write",
      description = "Write what is there as what is expected, to be read before it is kept.")
  private boolean isWritten;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;
  @Mixin private SparkOptions spark;

  private final Terminal terminal;

  TestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SubjectArea spec = project.areas(terminal).read(area);
    List<TestCase> cases = cases();
    Star star =
        project
            .areas(terminal)
            .check(area, () -> SparkRuntime.start(spark.master(terminal), spec.hasPii()));
    CaseRun run =
        new CaseRun(
            new AreaSetup(
                spec,
                project.areas(terminal).folder(area),
                project.quarantine(terminal).toString()),
            star,
            spark.master(terminal),
            () -> warehouse.scratch(terminal, project.directory(terminal)));
    List<CaseRun.Outcome> outcomes = new ArrayList<>();
    // Whoever interrupts it leaves no database behind.
    Thread hook = new Thread(run::abandon);
    Runtime.getRuntime().addShutdownHook(hook);
    for (TestCase testCase : cases) {
      CaseRun.Outcome outcome = run.run(testCase, isWritten);
      outcomes.add(outcome);
      if (!project.isJson() && !(project.isQuiet() && outcome.isGood())) {
        print(outcome);
      }
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    if (project.isJson()) {
      Json.print(terminal.out(), outcomes);
    }
    return outcomes.stream().allMatch(CaseRun.Outcome::isGood) ? 0 : ExitCode.BATCH_FAILED.code();
  }

  private List<TestCase> cases() {
    List<TestCase> all = TestCase.all(project.areas(terminal).folder(area));
    if (all.isEmpty()) {
      throw CaseErrors.none(area);
    }
    List<String> known = all.stream().map(TestCase::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw CaseErrors.unknown(name, known);
      }
    }
    return all.stream()
        .filter(testCase -> names.isEmpty() || names.contains(testCase.name()))
        .toList();
  }

  private void print(CaseRun.Outcome outcome) {
    PrintWriter out = terminal.out();
    out.println(outcome.name() + ": " + (outcome.isGood() ? good(outcome) : "differs"));
    if (!outcome.failure().isEmpty()) {
      out.println("  " + outcome.failure());
    }
    for (Difference difference : outcome.differences()) {
      out.println("  " + difference.table());
      print("-", difference.missing());
      print("+", difference.unexpected());
    }
    out.flush();
  }

  private static String good(CaseRun.Outcome outcome) {
    return outcome.written().isEmpty()
        ? "as expected"
        : "wrote " + String.join(", ", outcome.written());
  }

  private void print(String sign, List<String> rows) {
    rows.stream().limit(SHOWN).forEach(row -> terminal.out().println("    " + sign + " " + row));
    if (rows.size() > SHOWN) {
      terminal.out().println("    " + sign + " and " + (rows.size() - SHOWN) + " more");
    }
  }
}
