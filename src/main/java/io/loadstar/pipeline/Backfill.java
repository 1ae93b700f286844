package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.model.star.Star;
import io.loadstar.read.InputFolder;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Loads many days in one process, one after another, each wholly or not at all. */
public final class Backfill {
  private final AreaSetup setup;
  private final Function<LocalDate, String> input;
  private final RuntimeStartup startup;
  private final Clock clock;
  private final Progress progress;

  /**
   * A backfill.
   *
   * @param input folder of a day's files
   */
  public Backfill(
      AreaSetup setup,
      Function<LocalDate, String> input,
      RuntimeStartup startup,
      Clock clock,
      Progress progress) {
    this.setup = setup;
    this.input = input;
    this.startup = startup;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What became of a day.
   *
   * @param outcome published, skipped, or the exit code's meaning
   * @param message why it was not published, empty if it was
   */
  public record Day(
      LocalDate date,
      int exitCode,
      String outcome,
      long loaded,
      long quarantined,
      String message) {}

  /** Which days, and what about those that are there or fail. */
  public record Range(LocalDate from, LocalDate to, boolean skipsLoaded, boolean stopsAtFailure) {}

  /**
   * Loads the days.
   *
   * @param done told of each day as it ends
   */
  public List<Day> run(Range range, Consumer<Day> done) {
    Star star = AreaSchema.star(setup, startup.spark());
    List<Day> days = new ArrayList<>();
    try (AreaRun run = AreaRun.open(setup, star, startup, clock, progress)) {
      for (LocalDate date = range.from(); !date.isAfter(range.to()); date = date.plusDays(1)) {
        boolean isThere = range.skipsLoaded() && isThere(run, date);
        Day day = isThere ? new Day(date, 0, "skipped", 0, 0, "") : load(run, date);
        days.add(day);
        done.accept(day);
        if (range.stopsAtFailure() && day.exitCode() != 0) {
          break;
        }
      }
    }
    return days;
  }

  /** Whether the star has the day as its files and the spec are now. */
  private boolean isThere(AreaRun run, LocalDate date) {
    try {
      return run.files().isLoadedFrom(date, files(date));
    } catch (LoaderException e) {
      // Files may be put away once they are loaded.
      return e.exitCode() == ExitCode.INPUT_NOT_THERE && run.isLoaded(date);
    }
  }

  private Map<String, List<InputFile>> files(LocalDate date) {
    return InputFolder.find(
        setup.area(),
        input.apply(date),
        date,
        startup.spark().sparkContext().hadoopConfiguration());
  }

  /** A day that fails leaves the star as it was, and the next one is loaded. */
  private Day load(AreaRun run, LocalDate date) {
    try {
      var report = run.load(date, input.apply(date), files(date));
      long loaded = report.sources().stream().mapToLong(source -> source.loaded()).sum();
      return new Day(date, 0, "published", loaded, report.quarantined(), "");
    } catch (LoaderException e) {
      boolean isMissing = e.exitCode() == ExitCode.INPUT_NOT_THERE;
      return new Day(
          date,
          e.exitCode().code(),
          isMissing ? "no input" : "failed",
          0,
          0,
          String.valueOf(e.getMessage()));
    }
  }
}
