package io.loadstar.pipeline;

import io.loadstar.model.run.LoadReport;
import io.loadstar.model.star.Star;
import io.loadstar.read.NewFiles;
import io.loadstar.read.WatchedFolder;
import io.loadstar.spec.StreamableSpec;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Takes new files as they appear, each once: what a run took stands in the ledger since the
 * transaction that published it, so that neither a crash nor a lost checkpoint takes one twice.
 */
public final class Stream {
  private final AreaSetup setup;
  private final NewFiles.Watched watched;
  private final RuntimeStartup startup;
  private final Clock clock;
  private final Progress progress;

  public Stream(
      AreaSetup setup,
      NewFiles.Watched watched,
      RuntimeStartup startup,
      Clock clock,
      Progress progress) {
    this.setup = setup;
    this.watched = watched;
    this.startup = startup;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * What a micro-batch came to.
   *
   * @param epoch its number in the checkpoint
   * @param files that were found
   * @param published a report for each batch that got something
   * @param notes what became of files that were not taken
   */
  public record Epoch(
      long epoch, int files, List<LoadReport> published, List<String> notes, long milliseconds) {}

  /**
   * Takes files until it is told to stop, or has taken all that are there.
   *
   * @param stops asked between two micro-batches
   * @param done told of each micro-batch
   * @return whether of a day more is in the quarantine than the spec allows
   */
  public boolean run(BooleanSupplier stops, Consumer<Epoch> done) {
    StreamableSpec.refuseUndecided(setup.area(), watched::below);
    WatchedFolder folder = new WatchedFolder(watched.folder(), startup.spark());
    folder.refuseMissing();
    ArrivedFiles arrived = new ArrivedFiles(setup.area(), watched, folder);
    Star star = AreaSchema.star(setup, startup.spark());
    try (AreaRun run = AreaRun.open(setup, star, startup, clock, progress);
        NewFiles found = NewFiles.watch(startup.spark(), watched)) {
      DayThresholds thresholds = new DayThresholds(setup.area(), run::counts);
      arrived.neverFound(run.files()).forEach(text -> progress.station("", text));
      while (!stops.getAsBoolean() && !found.hasEnded()) {
        found
            .next()
            .ifPresent(
                next -> {
                  done.accept(epoch(run, arrived, thresholds, next, found.id()));
                  found.taken();
                });
      }
      return thresholds.isAnyOver();
    }
  }

  private Epoch epoch(
      AreaRun run,
      ArrivedFiles arrived,
      DayThresholds thresholds,
      NewFiles.Found found,
      String checkpoint) {
    long started = System.nanoTime();
    List<String> notes = new ArrayList<>();
    String shown =
        watched.folder() + " (micro-batch " + found.epoch() + " of checkpoint " + checkpoint + ")";
    boolean hasLate = setup.area().sources().stream().anyMatch(source -> source.late().isPresent());
    Map<String, LocalDateTime> newest = hasLate ? run.files().newest() : Map.of();
    List<LoadReport> reports =
        new MicroBatch(run, arrived.folder(), shown, newest, notes)
            .publish(arrived.byBatch(found.files(), run.files(), notes));
    reports.forEach(report -> notes.addAll(thresholds.look(report.batchDate())));
    return new Epoch(
        found.epoch(),
        found.files().size(),
        reports,
        notes,
        (System.nanoTime() - started) / 1_000_000);
  }
}
