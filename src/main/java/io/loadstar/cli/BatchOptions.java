package io.loadstar.cli;

import io.loadstar.error.BatchErrors;
import io.loadstar.error.InputErrors;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SubjectArea;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.LoadRequest;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which batch, from where. */
final class BatchOptions {
  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(
      names = "--batch-date",
      paramLabel = "DATE",
      required = true,
      description = "Date of the batch, as YYYY-MM-DD.")
  private String batchDate;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Folder of the batch's files (default: 'input' of the spec).")
  private @Nullable String input;

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Root of the quarantine (default: quarantine/ of the project).")
  private @Nullable String quarantine;

  String area() {
    return area;
  }

  LocalDate batchDate() {
    return date(batchDate);
  }

  static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1 && date.getYear() <= 9999) {
        return date;
      }
    } catch (DateTimeException e) {
      // Told below.
    }
    throw BatchErrors.badBatchDate(text);
  }

  LoadRequest request(SubjectArea spec, Terminal terminal, ProjectOptions project) {
    return new LoadRequest(
        setup(spec, terminal, project),
        batchDate(),
        input(spec, batchDate(), input, terminal, project));
  }

  /** The folder of a batch's files: the one that is named, or the spec's. */
  static String input(
      SubjectArea spec,
      LocalDate batchDate,
      @Nullable String named,
      Terminal terminal,
      ProjectOptions project) {
    String folder =
        named == null
            ? spec.input()
                .orElseThrow(() -> InputErrors.noBatchInput(spec.name(), batchDate.toString()))
            : named;
    return located(
        PathPattern.resolve(folder, batchDate),
        named == null ? project.directory(terminal) : terminal.directory());
  }

  AreaSetup setup(SubjectArea spec, Terminal terminal, ProjectOptions project) {
    return new AreaSetup(
        spec,
        project.areas(terminal).folder(area),
        quarantine == null
            ? project.quarantine(terminal).toString()
            : located(quarantine, terminal.directory()));
  }

  /** Leaves s3a:// and hdfs:// alone. */
  static String located(String path, Path base) {
    return path.matches("[a-z0-9]+://?.*") ? path : base.resolve(path).normalize().toString();
  }
}
