package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.dialect.AreaDialect;
import io.loadstar.dialect.SqlFinding;
import io.loadstar.error.DialectErrors;
import io.loadstar.error.ExitCode;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.spark.SparkRuntime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--dialect",
      paramLabel = "ENGINE",
      description =
          "Also hold the area's SQL files, generated and yours, against the manual of this engine:"
              + " redshift.")
  private @Nullable String dialect;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Star star = project.areas(terminal).check(area, () -> SparkRuntime.start("local[1]"));
    List<String> names = star.tables().stream().map(StarTable::name).toList();
    List<SqlFinding> findings = findings();
    if (project.isJson()) {
      Json.print(
          terminal.out(), Map.of("subject_area", area, "problems", findings, "tables", names));
    } else if (!findings.isEmpty()) {
      throw DialectErrors.refused(area, findings.stream().map(SqlFinding::shown).toList());
    } else if (!project.isQuiet()) {
      terminal
          .out()
          .println("The spec of '" + area + "' is sound: " + String.join(", ", names) + ".");
      if (dialect != null) {
        terminal
            .out()
            .println(
                "Its SQL breaks none of the rules that were taken from Redshift's manual; it was not"
                    + " tried on a Redshift.");
      }
    }
    return findings.isEmpty() ? 0 : ExitCode.USAGE_OR_SPEC.code();
  }

  private List<SqlFinding> findings() {
    if (dialect == null) {
      return List.of();
    }
    if (!dialect.equals("redshift")) {
      throw DialectErrors.unknown(dialect);
    }
    return Stream.of(
            AreaDialect.arraysWithoutBridge(project.areas(terminal).read(area)),
            AreaDialect.redshift(project.areas(terminal).folder(area)))
        .flatMap(List::stream)
        .toList();
  }
}
