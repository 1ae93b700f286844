package io.loadstar.pipeline;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.NoRecords;
import io.loadstar.error.BatchErrors;
import io.loadstar.ledger.CorrectedRecords;
import io.loadstar.ledger.RunLedger;
import io.loadstar.ledger.RunLedger.DayCounts;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.star.Star;
import io.loadstar.pipeline.Deliveries.Delivery;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineRecovery;
import io.loadstar.quarantine.QuarantineSource;
import io.loadstar.quarantine.ReplaySelection;
import io.loadstar.read.FileSource;
import io.loadstar.read.MicroBatchSource;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/** An area that was checked, migrated and locked once. It loads any number of batches. */
final class AreaRun implements AutoCloseable {
  private final AreaSetup setup;
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final QuarantineFolder quarantine;
  private final AreaLease lease;
  private final Clock clock;
  private final Progress progress;
  private final BatchRuns runs;

  private AreaRun(
      AreaSetup setup,
      Star star,
      RuntimeStartup startup,
      AreaLease lease,
      Clock clock,
      Progress progress) {
    this.setup = setup;
    this.spark = startup.spark();
    this.warehouse = startup.warehouse();
    this.lease = lease;
    this.clock = clock;
    this.progress = progress;
    this.quarantine =
        new QuarantineFolder(
            setup.quarantine(), setup.area().name(), spark.sparkContext().hadoopConfiguration());
    this.runs = new BatchRuns(setup, star, startup, quarantine, lease, clock, progress);
  }

  /** Takes the area's lock, and sees that spec, SQL files and warehouse agree. */
  static AreaRun open(
      AreaSetup setup, Star star, RuntimeStartup startup, Clock clock, Progress progress) {
    AreaSchema.refuseEditedFiles(setup, star);
    SparkRuntime.pages(startup.spark())
        .ifPresent(address -> progress.station("", "Spark's pages: " + address));
    AreaLease lease = new AreaLease(startup.warehouse(), setup.area().name());
    try {
      AreaSchema.migrate(setup, star, lease.session());
      return new AreaRun(setup, star, startup, lease, clock, progress);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Loads a batch, wholly or not at all; what it had before gives way. */
  LoadReport load(LocalDate batchDate, String folder, Map<String, List<InputFile>> files) {
    LoadReport report = runs.run(batchDate, source(batchDate, folder, files));
    replayArrivalsOfOthers(batchDate);
    return report;
  }

  /**
   * Begins to load a batch, up to where the star is changed.
   *
   * @param earlier ends once the batch before has its place in the star, or has failed
   */
  BatchReading read(
      LocalDate batchDate,
      String folder,
      Map<String, List<InputFile>> files,
      CompletableFuture<Void> earlier) {
    return runs.readAhead(batchDate, source(batchDate, folder, files), earlier);
  }

  private FileSource source(
      LocalDate batchDate, String folder, Map<String, List<InputFile>> files) {
    return source(batchDate, folder, deliveries().ofLoad(batchDate, files));
  }

  private FileSource source(LocalDate batchDate, String folder, Delivery delivery) {
    settle(batchDate);
    Map<String, Map<String, String>> corrected =
        CorrectedRecords.of(lease.session(), setup.area().name(), batchDate);
    return new FileSource(
        spark, setup.area().sources(), folder, delivery.files(), corrected, delivery.lateness());
  }

  /** Loads what was read, wholly or not at all. */
  LoadReport publish(BatchReading reading) {
    LoadReport report = runs.publish(reading);
    replayArrivalsOfOthers(reading.batchDate());
    return report;
  }

  /** Records of the batch itself have just been validated with its members. */
  private void replayArrivalsOfOthers(LocalDate batchDate) {
    replayArrivals(setup.area().sources(), batch -> !batch.equals(batchDate));
  }

  /**
   * Validates quarantined records of a batch again, and adds those that pass to it.
   *
   * @return empty if none is selected
   */
  Optional<LoadReport> replay(LocalDate batchDate, ReplaySelection selection) {
    settle(batchDate);
    QuarantineSource source = selected(batchDate, selection);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    if (!ledger().isLoaded(setup.area().name(), batchDate)) {
      throw BatchErrors.neverLoaded(setup.area().name(), batchDate.toString());
    }
    return Optional.of(runs.run(batchDate, source));
  }

  /**
   * Adds new files to batches, all of them or none.
   *
   * @param newest when the newest record of each source happened that was taken before
   */
  List<LoadReport> add(
      String shown,
      Map<LocalDate, Map<String, List<InputFile>>> batches,
      Map<String, LocalDateTime> newest) {
    Set<String> arrived = new HashSet<>();
    batches.values().forEach(files -> arrived.addAll(files.keySet()));
    List<LoadReport> reports = runs.runTogether(added(shown, batches, newest));
    replayArrivals(
        setup.area().sources().stream().filter(source -> arrived.contains(source.name())).toList(),
        batch -> true);
    return reports;
  }

  /**
   * Goes the way of {@link #add} up to where the star is changed.
   *
   * @throws io.loadstar.error.LoaderException if a load would refuse the files
   */
  void rehearse(
      String shown,
      Map<LocalDate, Map<String, List<InputFile>>> batches,
      Map<String, LocalDateTime> newest) {
    added(shown, batches, newest).forEach(runs::rehearse);
  }

  private Map<LocalDate, BatchSource> added(
      String shown,
      Map<LocalDate, Map<String, List<InputFile>>> batches,
      Map<String, LocalDateTime> newest) {
    Map<LocalDate, BatchSource> sources = new TreeMap<>();
    deliveries()
        .ofStream(batches, newest)
        .forEach(
            (day, delivery) ->
                sources.put(
                    day,
                    new MicroBatchSource(
                        source(day, shown, delivery),
                        QuarantineSource.waiting(setup.area(), day, spark, quarantine),
                        files().unstated(day))));
    return sources;
  }

  private Deliveries deliveries() {
    return new Deliveries(
        setup.area(),
        spark,
        files(),
        // Spark throws checked exceptions that it does not declare.
        e -> Failures.translated(e, warehouse, setup.area().hasPii()));
  }

  private void replayArrivals(List<SourceSpec> arrived, Predicate<LocalDate> batches) {
    new Arrivals(setup.area(), quarantine, this::replay, progress).replay(arrived, batches);
  }

  /** Files that the last run of {@link #add} failed on stay out. */
  void setAside(LocalDate batchDate, Map<String, List<InputFile>> left) {
    files().setAside(runs.newest(batchDate), left);
  }

  /** What the ledger knows of files. */
  TakenFiles files() {
    return new TakenFiles(lease.session(), setup.area());
  }

  /** What a batch has read since it was last loaded or taken back, and what waits of it. */
  List<DayCounts> counts(LocalDate batchDate) {
    return ledger().counts(setup.area().name(), batchDate);
  }

  /** Whether a batch was loaded from these files, as they are, with the spec as it is. */
  boolean isLoadedFrom(LocalDate batchDate, Map<String, List<InputFile>> files) {
    return files().isLoadedFrom(batchDate, deliveries().ofLoad(batchDate, files).files());
  }

  /** Whether a batch was published and not taken back since. */
  boolean isLoaded(LocalDate batchDate) {
    return ledger().isLoaded(setup.area().name(), batchDate);
  }

  /** Takes a batch back that was loaded. */
  LoadReport retract(LocalDate batchDate) {
    settle(batchDate);
    if (!ledger().isLoaded(setup.area().name(), batchDate)) {
      throw BatchErrors.nothingToRetract(setup.area().name(), batchDate.toString());
    }
    return runs.run(batchDate, new NoRecords());
  }

  private QuarantineSource selected(LocalDate batchDate, ReplaySelection selection) {
    try {
      return QuarantineSource.of(
          setup.area(),
          batchDate,
          spark,
          quarantine,
          selection,
          files().unstated(batchDate),
          deliveries().ofReplay(batchDate));
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw Failures.translated(e, warehouse);
    }
  }

  private void settle(LocalDate batchDate) {
    QuarantineRecovery.settle(
        ledger()::status, quarantine, Optional.of(batchDate), text -> progress.station("", text));
  }

  private RunLedger ledger() {
    return new RunLedger(lease.session(), clock);
  }

  @Override
  public void close() {
    lease.close();
  }
}
