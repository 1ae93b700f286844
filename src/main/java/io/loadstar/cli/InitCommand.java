package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.error.Counted;
import io.loadstar.model.star.Star;
import io.loadstar.model.star.StarTable;
import io.loadstar.pipeline.Init;
import io.loadstar.spark.SparkRuntime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verb init. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = {
      "Drafts the spec of a new area from its files, of one day or several.",
      "It never overwrites one. Each line says what speaks for it, and the end what it is unsure of."
    },
    footer = {"", "Example: loadstar init shop /data/shop"})
final class InitCommand implements Callable<Integer> {
  private static final Pattern DATE =
      Pattern.compile("(?<![0-9])((?:19|20)[0-9]{2})[-_]?([01][0-9])[-_]?([0-3][0-9])(?![0-9])");

  @Parameters(index = "0", paramLabel = "AREA", description = "Name of the new subject area.")
  private String area;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILES",
      description = "Files, or folders with files: CSV, JSON or Parquet.")
  private List<Path> files;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  InitCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Path> paths =
        files.stream().map(file -> terminal.directory().resolve(file).normalize()).toList();
    Init.Draft draft = Init.draft(area, project.directory(terminal), paths);
    Star star = project.areas(terminal).check(area, () -> SparkRuntime.start("local[1]"));
    List<String> tables = star.tables().stream().map(StarTable::name).toList();
    if (project.isJson()) {
      Json.print(
          terminal.out(),
          Map.of(
              "subject_area",
              area,
              "written",
              draft.file().toString(),
              "tables",
              tables,
              "questions",
              draft.questions()));
    } else if (!project.isQuiet()) {
      print(draft, tables);
    }
    return 0;
  }

  private void print(Init.Draft draft, List<String> tables) {
    PrintWriter out = terminal.out();
    out.println(
        "Wrote db/"
            + area
            + "/"
            + area
            + ".yaml from "
            + Counted.of(
                draft.groups().sources().stream().mapToLong(one -> one.files().size()).sum(),
                "file")
            + ": "
            + String.join(", ", tables)
            + ".");
    if (!draft.questions().isEmpty()) {
      out.println();
      out.println("Not sure of:");
      draft.questions().forEach(question -> out.println("  * " + question + "."));
    }
    out.println();
    out.println("Read it, then:");
    out.println("  loadstar generate " + area);
    out.println(
        "  loadstar load " + area + " --batch-date " + firstDay(draft).orElse("YYYY-MM-DD"));
  }

  /** The first day that the files' names tell. */
  private static Optional<String> firstDay(Init.Draft draft) {
    return draft.groups().sources().stream()
        .flatMap(source -> source.files().stream())
        .map(file -> DATE.matcher(file.path()))
        .filter(Matcher::find)
        .map(found -> found.group(1) + "-" + found.group(2) + "-" + found.group(3))
        .sorted()
        .findFirst();
  }
}
