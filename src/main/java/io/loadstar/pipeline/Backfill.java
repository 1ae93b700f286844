package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.star.Star;
import io.loadstar.read.InputFolder;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Loads many days in one process, each wholly or not at all: some are read ahead while they are
 * published one after another.
 */
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

  /**
   * Which days, and what about those that are there or fail.
   *
   * @param parallel how many days are read at a time; they are published one after another
   */
  public record Range(
      LocalDate from, LocalDate to, boolean skipsLoaded, boolean stopsAtFailure, int parallel) {
    /** How many days it is about. */
    public long days() {
      return from.until(to, ChronoUnit.DAYS) + 1;
    }
  }

  /**
   * A day whose turn comes.
   *
   * @param reading if it is read ahead
   * @param load its turn, and what becomes of it
   * @param ended once it has had its turn
   */
  private record Begun(
      Optional<BatchReading> reading, Supplier<Day> load, CompletableFuture<Void> ended) {
    static Begun waiting(Supplier<Day> load, CompletableFuture<Void> before) {
      return new Begun(Optional.empty(), load, before);
    }
  }

  /**
   * Loads the days.
   *
   * @param done told of each day as it ends
   */
  public List<Day> run(Range range, Consumer<Day> done) {
    Star star = AreaSchema.star(setup, startup.spark());
    int ahead = setup.area().isReplayedOnArrival() ? 1 : range.parallel();
    List<Day> days = new ArrayList<>();
    Deque<Begun> begun = new ArrayDeque<>();
    try (AreaRun run = AreaRun.open(setup, star, startup, clock, progress)) {
      LocalDate next = range.from();
      CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
      while (!next.isAfter(range.to()) || !begun.isEmpty()) {
        while (!next.isAfter(range.to()) && begun.size() < ahead) {
          Begun day = begin(run, next, range.skipsLoaded(), ahead > 1, before);
          begun.add(day);
          before = day.ended();
          next = next.plusDays(1);
        }
        Day day = begun.remove().load().get();
        days.add(day);
        done.accept(day);
        if (range.stopsAtFailure() && day.exitCode() != 0) {
          break;
        }
      }
    } finally {
      begun.forEach(left -> left.reading().ifPresent(BatchReading::close));
    }
    return days;
  }

  private Begun begin(
      AreaRun run,
      LocalDate date,
      boolean skipsLoaded,
      boolean isAhead,
      CompletableFuture<Void> before) {
    if (skipsLoaded && isThere(run, date)) {
      return Begun.waiting(() -> new Day(date, 0, "skipped", 0, 0, ""), before);
    }
    try {
      String folder = input.apply(date);
      Map<String, List<InputFile>> files = files(date);
      if (!isAhead) {
        return Begun.waiting(() -> loaded(date, () -> run.load(date, folder, files)), before);
      }
      BatchReading reading = run.read(date, folder, files, before);
      return new Begun(
          Optional.of(reading), () -> loaded(date, () -> run.publish(reading)), reading.ended());
    } catch (LoaderException e) {
      return Begun.waiting(() -> failed(date, e), before);
    }
  }

  /** A day that fails leaves the star as it was, and the next one is loaded. */
  private static Day loaded(LocalDate date, Supplier<LoadReport> load) {
    try {
      LoadReport report = load.get();
      long loaded = report.sources().stream().mapToLong(source -> source.loaded()).sum();
      return new Day(date, 0, "published", loaded, report.quarantined(), "");
    } catch (LoaderException e) {
      return failed(date, e);
    }
  }

  private static Day failed(LocalDate date, LoaderException e) {
    boolean isMissing = e.exitCode() == ExitCode.INPUT_NOT_THERE;
    return new Day(
        date,
        e.exitCode().code(),
        isMissing ? "no input" : "failed",
        0,
        0,
        String.valueOf(e.getMessage()));
  }

  /** Whether the star has the day as its files and the spec are now. */
  private boolean isThere(AreaRun run, LocalDate date) {
    try {
      return run.isLoadedFrom(date, files(date));
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
}
