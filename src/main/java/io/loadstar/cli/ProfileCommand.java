package io.loadstar.cli;

import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Printable;
import io.loadstar.cli.output.ProfileText;
import io.loadstar.document.Pages;
import io.loadstar.error.InitErrors;
import io.loadstar.error.SpecErrors;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.profile.Statistics;
import io.loadstar.pipeline.Profile;
import io.loadstar.spark.SparkRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb profile. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the columns of files hold: types, gaps, ranges, common values.",
      "Also patterns of texts, keys, and which columns have the values of another file's key.",
      "All records are read once. Figures with a ~ are estimates, of different values within 2 of 100."
    },
    footer = {
      "",
      "Example: loadstar profile /data/shop",
      "Example: loadstar profile /data/shop --to shop.html",
      "Example: loadstar profile edtech --batch-date 2025-06-01"
    })
final class ProfileCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILES|AREA",
      description = {
        "Files, or folders with files: CSV, JSON or Parquet; or, with --batch-date,",
        "an area, whose files are read as its spec says: nothing of personal columns is shown."
      })
  private List<String> files;

  @Option(
      names = "--batch-date",
      paramLabel = "DATE",
      description = "Date of the area's batch, as YYYY-MM-DD.")
  private @Nullable String batchDate;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Folder of the batch's files (default: 'input' of the spec).")
  private @Nullable String input;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write one HTML page that needs no other file.")
  private @Nullable String to;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  ProfileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Statistics statistics = batchDate == null ? ofFiles() : ofBatch(batchDate);
    if (to != null) {
      write(terminal.directory().resolve(to), Pages.profile(statistics));
      if (!project.isQuiet()) {
        terminal.out().println("Wrote " + to + ".");
      }
    } else if (project.isJson()) {
      Json.print(terminal.out(), statistics);
    } else if (!project.isQuiet()) {
      ProfileText.print(statistics, terminal.out());
    }
    return 0;
  }

  private Statistics ofFiles() {
    if (input != null) {
      throw InitErrors.inputWithoutBatchDate();
    }
    return Profile.files(
        files.stream().map(file -> terminal.directory().resolve(file).normalize()).toList(),
        this::tell);
  }

  private Statistics ofBatch(String date) {
    if (files.size() > 1) {
      throw InitErrors.oneArea(files);
    }
    SubjectArea spec = project.areas(terminal).read(files.get(0));
    LocalDate day = BatchOptions.date(date);
    return Profile.batch(
        spec,
        day,
        InputOptions.folder(spec, day, input, terminal, project),
        SparkRuntime.start("local[1]", spec.hasPii()),
        this::tell);
  }

  private void tell(String file) {
    if (!project.isQuiet() && !project.isJson()) {
      terminal.err().println("Reading " + Printable.harmless(file) + " ...");
      terminal.err().flush();
    }
  }

  private static void write(Path file, String page) {
    try {
      // Half a character, as files may have it, is written as a question mark.
      Files.write(file, page.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw SpecErrors.pageNotWritable(file, e);
    }
  }
}
