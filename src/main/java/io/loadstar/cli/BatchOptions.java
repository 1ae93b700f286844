package io.loadstar.cli;

import io.loadstar.error.BatchErrors;
import io.loadstar.model.SubjectArea;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.LoadRequest;
import java.time.DateTimeException;
import java.time.LocalDate;
import picocli.CommandLine.Mixin;
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

  @Mixin private InputOptions input;

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
        input.folder(spec, batchDate(), terminal, project));
  }

  AreaSetup setup(SubjectArea spec, Terminal terminal, ProjectOptions project) {
    return input.setup(spec, terminal, project);
  }
}
