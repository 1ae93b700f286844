package io.loadstar.cli;

import io.loadstar.error.DataErrors;
import io.loadstar.sampledata.CommerceData;
import io.loadstar.sampledata.DataSize;
import io.loadstar.sampledata.EngagementData;
import io.loadstar.sampledata.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb generate-data. */
@Command(
    name = "generate-data",
    mixinStandardHelpOptions = true,
    description = {
      "Makes up input of any size for an area: engagement or commerce.",
      "The same seed makes the same data, with duplicates, outliers and contradictions in it."
    },
    footer = {
      "",
      "Example: loadstar generate-data engagement --users 1000 --rows 20000 --days 3 --to /tmp/app"
    })
final class GenerateDataCommand implements Callable<Integer> {
  private static final List<String> AREAS = List.of("commerce", "engagement");

  @Parameters(index = "0", paramLabel = "AREA", description = "What to make data for.")
  private String area;

  @Option(names = "--users", defaultValue = "1000", description = "Users (${DEFAULT-VALUE}).")
  private long users;

  @Option(
      names = "--from",
      defaultValue = "2023-07-01",
      description = "First day (${DEFAULT-VALUE}).")
  private String from;

  @Option(names = "--days", defaultValue = "1", description = "Days (${DEFAULT-VALUE}).")
  private int days;

  @Option(names = "--rows", defaultValue = "10000", description = "Rows a day (${DEFAULT-VALUE}).")
  private long rows;

  @Option(
      names = "--skew",
      defaultValue = "0",
      description =
          "engagement: share of the rows that one user has, such as 0.3 (${DEFAULT-VALUE}).")
  private double skew;

  @Option(names = "--seed", defaultValue = "1", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--files", defaultValue = "2", description = "Files a day (${DEFAULT-VALUE}).")
  private int files;

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "engagement: csv or parquet (${DEFAULT-VALUE}).")
  private String format;

  @Option(names = "--to", required = true, description = "Folder to write to: a new or empty one.")
  private Path to;

  private final Terminal terminal;

  GenerateDataCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path folder = terminal.directory().resolve(to).normalize();
    if (!AREAS.contains(area)) {
      throw DataErrors.noSuchData(area, AREAS);
    }
    if (users < 1 || days < 1 || rows < 1 || files < 1 || skew < 0 || skew > 1) {
      throw DataErrors.badSize();
    }
    RowFile.Format chosen = format();
    DataSize size = new DataSize(users, first(), days, rows, skew, seed, files);
    try {
      refuseFull(folder);
      if (area.equals("commerce")) {
        new CommerceData(size, folder).write();
      } else {
        new EngagementData(size, chosen, folder).write();
      }
    } catch (IOException e) {
      throw DataErrors.notWritable(folder.toString(), e);
    }
    terminal
        .out()
        .println(
            "Wrote %d users and %d days of %d rows to %s.".formatted(users, days, rows, folder));
    return 0;
  }

  private RowFile.Format format() {
    Map<String, RowFile.Format> formats =
        Map.of("csv", RowFile.Format.CSV, "parquet", RowFile.Format.PARQUET);
    RowFile.Format known = formats.get(format.toLowerCase(Locale.ROOT));
    if (known == null) {
      throw DataErrors.noSuchFormat(format);
    }
    return known;
  }

  private LocalDate first() {
    try {
      return LocalDate.parse(from);
    } catch (DateTimeParseException e) {
      throw DataErrors.badDay(from);
    }
  }

  /** What is there stays as it is. */
  private static void refuseFull(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> there = Files.list(folder)) {
        if (there.findAny().isPresent()) {
          throw DataErrors.notEmpty(folder.toString());
        }
      }
    }
  }
}
