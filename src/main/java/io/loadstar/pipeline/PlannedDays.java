package io.loadstar.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.loadstar.batch.InputFile;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.ledger.RunLedger;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.InputFolder;
import io.loadstar.warehouse.Session;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;

/**
 * Which of many days a backfill would load that skips what is there. Reads only.
 *
 * @param input folder of a day's files
 */
public record PlannedDays(
    SubjectArea area, Function<LocalDate, String> input, Warehouse warehouse) {
  /**
   * A day.
   *
   * @param outcome loaded, skipped, no input or refused
   * @param message what is missing or wrong, if something is
   */
  public record Day(LocalDate date, String outcome, int files, long bytes, String message) {
    /** Whether a backfill would load it. */
    @JsonIgnore
    public boolean isLoaded() {
      return outcome.equals("loaded");
    }
  }

  /** All days from one to another. */
  public List<Day> from(LocalDate first, LocalDate last) {
    try (Session session = warehouse.connect()) {
      boolean hasLedger = warehouse.catalog().hasTable(session, "loadstar", "run_file");
      return first.datesUntil(last.plusDays(1)).map(date -> day(session, hasLedger, date)).toList();
    }
  }

  private Day day(Session session, boolean hasLedger, LocalDate date) {
    try {
      Map<String, List<InputFile>> files =
          InputFolder.find(area, input.apply(date), date, new Configuration(false));
      List<InputFile> all = files.values().stream().flatMap(List::stream).toList();
      boolean isThere = hasLedger && new TakenFiles(session, area).isLoadedFrom(date, files);
      return new Day(
          date,
          isThere ? "skipped" : "loaded",
          all.size(),
          all.stream().mapToLong(InputFile::length).sum(),
          "");
    } catch (LoaderException e) {
      if (e.exitCode() != ExitCode.INPUT_NOT_THERE) {
        return new Day(date, "refused", 0, 0, String.valueOf(e.getMessage()));
      }
      // Files may be put away once they are loaded.
      boolean isThere =
          hasLedger && new RunLedger(session, Clock.systemUTC()).isLoaded(area.name(), date);
      return isThere
          ? new Day(date, "skipped", 0, 0, "")
          : new Day(date, "no input", 0, 0, String.valueOf(e.getMessage()));
    }
  }
}
