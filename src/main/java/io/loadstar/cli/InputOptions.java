package io.loadstar.cli;

import io.loadstar.error.InputErrors;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SubjectArea;
import io.loadstar.pipeline.AreaSetup;
import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a batch's files are, and where its quarantine. */
final class InputOptions {
  @Option(
      names = "--input",
      paramLabel = "DIR",
      description =
          "Folder of the batch's files, may hold {batch_date} (default: 'input' of the spec).")
  private @Nullable String input;

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Root of the quarantine (default: quarantine/ of the project).")
  private @Nullable String quarantine;

  /** The folder of a batch's files: the one that is named, or the spec's. */
  String folder(SubjectArea spec, LocalDate batchDate, Terminal terminal, ProjectOptions project) {
    return folder(spec, batchDate, input, terminal, project);
  }

  /** As above, of a name that another option gives. */
  static String folder(
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
        project.areas(terminal).folder(spec.name()),
        quarantine == null
            ? project.quarantine(terminal).toString()
            : located(quarantine, terminal.directory()));
  }

  /** Leaves s3a:// and hdfs:// alone. */
  static String located(String path, Path base) {
    return path.matches("[a-z0-9]+://?.*") ? path : base.resolve(path).normalize().toString();
  }
}
