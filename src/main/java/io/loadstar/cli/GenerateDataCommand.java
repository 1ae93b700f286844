package io.loadstar.cli;

import io.loadstar.error.Counted;
import io.loadstar.error.DataErrors;
import io.loadstar.sampledata.CommerceData;
import io.loadstar.sampledata.DataSize;
import io.loadstar.sampledata.EngagementData;
import io.loadstar.sampledata.Pace;
import io.loadstar.sampledata.RowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "commerce: so many events a second, in files that come one after another as time goes by"
              + " (default: all files at once).")
  private @Nullable Long rate;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "With --rate: a file so often, a number and s, m or h (${DEFAULT-VALUE}).")
  private String every;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      description = "With --rate: no more files after this time (default: --days).")
  private @Nullable String atMost;

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
    Optional<Duration> between =
        Optional.ofNullable(rate).map(asked -> TimeOption.of("--every", every));
    boolean isStanding = between.filter(Duration::isZero).isPresent();
    if (rate != null && (rate < 1 || isStanding || !area.equals("commerce"))) {
      throw DataErrors.badRate();
    }
    DataSize size =
        between
            .map(time -> paced(Objects.requireNonNull(rate), time))
            .orElseGet(() -> new DataSize(users, first(), days, rows, skew, seed, files));
    Pace pace =
        new Pace(between, Optional.ofNullable(atMost).map(time -> TimeOption.of("--for", time)));
    try {
      refuseFull(folder);
      if (area.equals("commerce")) {
        long written = new CommerceData(size, pace, folder).write();
        if (rate != null) {
          terminal
              .out()
              .println(
                  "Wrote %s of %d events a second to %s."
                      .formatted(Counted.of(written, "file"), rate, folder));
          return 0;
        }
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

  /** As many a day as there are seconds. */
  private DataSize paced(long perSecond, Duration time) {
    long day = Duration.ofDays(1).toSeconds();
    int filesOfDay = (int) Math.max(1, day / Math.max(1, time.toSeconds()));
    return new DataSize(users, first(), days, perSecond * day, skew, seed, filesOfDay);
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
