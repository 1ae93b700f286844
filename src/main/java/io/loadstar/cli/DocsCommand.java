package io.loadstar.cli;

import io.loadstar.document.AreaPage;
import io.loadstar.document.Pages;
import io.loadstar.document.SemanticFiles;
import io.loadstar.error.SpecErrors;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.star.Star;
import io.loadstar.spark.SparkRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb docs. */
@Command(
    name = "docs",
    mixinStandardHelpOptions = true,
    description = {
      "Describes an area on a page, with its star as a diagram.",
      "Every table and column with where it comes from, marts and queries with their SQL;",
      "as Markdown with Mermaid, as one HTML page, or as a semantic model."
    },
    footer = {
      "",
      "Example: loadstar docs edtech --to edtech.html",
      "Example: loadstar docs edtech > docs/edtech.md",
      "Example: loadstar docs edtech --models malloy --to models"
    })
final class DocsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = {
        "Where to write: HTML if its name ends with .html, else Markdown",
        "(default: print it); with --models a folder."
      })
  private @Nullable String to;

  @Option(
      names = "--models",
      paramLabel = "TOOL",
      description = {
        "Write the star as the semantic model of a tool in place of a page, into the folder of --to:",
        "malloy, cube or dbt."
      })
  private SemanticFiles.@Nullable Tool models;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  DocsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SubjectArea spec = project.areas(terminal).read(area);
    Star star = project.areas(terminal).check(area, () -> SparkRuntime.start("local[1]"));
    if (models != null) {
      writeModels(SemanticFiles.of(spec, star, models));
      return 0;
    }
    AreaPage page = AreaPage.of(spec, star, queries());
    if (to == null) {
      terminal.out().print(Pages.markdown(page));
      return 0;
    }
    Path file = terminal.directory().resolve(to);
    try {
      Files.writeString(file, to.endsWith(".html") ? Pages.html(page) : Pages.markdown(page));
    } catch (IOException e) {
      throw SpecErrors.pageNotWritable(file, e);
    }
    if (!project.isQuiet()) {
      terminal.out().println("Wrote " + to + ".");
    }
    return 0;
  }

  private void writeModels(Map<String, String> files) {
    String name = Optional.ofNullable(to).orElseThrow(SpecErrors::modelsNeedFolder);
    Path folder = terminal.directory().resolve(name);
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      throw SpecErrors.pageNotWritable(folder, e);
    }
    if (!project.isQuiet()) {
      files.keySet().forEach(file -> terminal.out().println("Wrote " + Path.of(name, file) + "."));
    }
  }

  private Map<String, String> queries() {
    Map<String, String> queries = new TreeMap<>();
    Path folder = project.areas(terminal).folder(area).resolve("queries");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".sql")).toList()) {
          String name = String.valueOf(file.getFileName()).replace(".sql", "");
          queries.put(name, Files.readString(file).strip());
        }
      } catch (IOException e) {
        throw SpecErrors.notReadable(folder, e);
      }
    }
    return queries;
  }
}
