package io.loadstar.pipeline;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.NoRecords;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.explain.StageFindings;
import io.loadstar.ledger.CorrectedRecords;
import io.loadstar.ledger.RunLedger;
import io.loadstar.ledger.TakenFiles;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.StageFigures;
import io.loadstar.model.run.TableCount;
import io.loadstar.model.star.Star;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineRecovery;
import io.loadstar.quarantine.QuarantineSource;
import io.loadstar.quarantine.ReplaySelection;
import io.loadstar.read.FileSource;
import io.loadstar.read.MicroBatchSource;
import io.loadstar.spark.SparkMessages;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.validate.HotKeys;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.spark.sql.SparkSession;

/** An area that was checked, migrated and locked once. It loads any number of batches. */
final class AreaRun implements AutoCloseable {
  private final AreaSetup setup;
  private final Star star;
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final QuarantineFolder quarantine;
  private final AreaLease lease;
  private final Clock clock;
  private final Progress progress;
  private final long usualTasks;
  private long lastRun;

  private AreaRun(
      AreaSetup setup,
      Star star,
      RuntimeStartup startup,
      AreaLease lease,
      Clock clock,
      Progress progress) {
    this.setup = setup;
    this.star = star;
    this.spark = startup.spark();
    this.warehouse = startup.warehouse();
    this.lease = lease;
    this.clock = clock;
    this.progress = progress;
    this.usualTasks = ledger().tasksOfLastLoad(setup.area());
    this.quarantine =
        new QuarantineFolder(
            setup.quarantine(), setup.area().name(), spark.sparkContext().hadoopConfiguration());
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
    LoadReport report = run(batchDate, source(batchDate, folder, files));
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
    return reading(batchDate, source(batchDate, folder, files), earlier);
  }

  private FileSource source(
      LocalDate batchDate, String folder, Map<String, List<InputFile>> files) {
    settle(batchDate);
    Map<String, Map<String, String>> corrected =
        CorrectedRecords.of(lease.session(), setup.area().name(), batchDate);
    return new FileSource(spark, setup.area().sources(), folder, files, corrected);
  }

  /** Loads what was read, wholly or not at all. */
  LoadReport publish(BatchReading reading) {
    LoadReport report = run(reading, opened(reading));
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
    return Optional.of(run(batchDate, source));
  }

  /** Adds new files to a batch, all of them or none. */
  LoadReport add(LocalDate batchDate, String shown, Map<String, List<InputFile>> files) {
    settle(batchDate);
    Map<String, Map<String, String>> corrected =
        CorrectedRecords.of(lease.session(), setup.area().name(), batchDate);
    LoadReport report =
        run(
            batchDate,
            new MicroBatchSource(
                new FileSource(spark, setup.area().sources(), shown, files, corrected),
                QuarantineSource.waiting(setup.area(), batchDate, spark, quarantine),
                files().unstated(batchDate)));
    replayArrivals(
        setup.area().sources().stream()
            .filter(source -> !files.getOrDefault(source.name(), List.of()).isEmpty())
            .toList(),
        batch -> true);
    return report;
  }

  private void replayArrivals(List<SourceSpec> arrived, Predicate<LocalDate> batches) {
    new Arrivals(setup.area(), quarantine, this::replay, progress).replay(arrived, batches);
  }

  /** Files that the last run of {@link #add} failed on stay out. */
  void setAside(Map<String, List<InputFile>> left) {
    files().setAside(lastRun, left);
  }

  /** What the ledger knows of files. */
  TakenFiles files() {
    return new TakenFiles(lease.session(), setup.area());
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
    return run(batchDate, new NoRecords());
  }

  private QuarantineSource selected(LocalDate batchDate, ReplaySelection selection) {
    try {
      return QuarantineSource.of(
          setup.area(), batchDate, spark, quarantine, selection, files().unstated(batchDate));
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw Failures.translated(e, warehouse);
    }
  }

  private void settle(LocalDate batchDate) {
    QuarantineRecovery.settle(
        ledger()::status, quarantine, Optional.of(batchDate), text -> progress.station("", text));
  }

  /** The ledger knows of the run before anything is read. */
  private LoadReport run(LocalDate batchDate, BatchSource source) {
    RunIdentity run = open(batchDate, source, ledger().now());
    BatchReading reading;
    try {
      reading = reading(batchDate, source, CompletableFuture.completedFuture(null));
    } catch (RuntimeException e) {
      throw failed(run, e, new RunLog());
    }
    return run(reading, run);
  }

  private RunIdentity opened(BatchReading reading) {
    try {
      return open(reading.batchDate(), reading.source(), reading.started());
    } catch (RuntimeException e) {
      reading.close();
      throw e;
    }
  }

  private RunIdentity open(LocalDate batchDate, BatchSource source, LocalDateTime started) {
    RunIdentity run =
        ledger().open(setup.area(), batchDate, source.kind(), source.shown(), started);
    lastRun = run.runId();
    return run;
  }

  private BatchReading reading(
      LocalDate batchDate, BatchSource source, CompletableFuture<Void> earlier) {
    LocalDateTime now = ledger().now();
    try {
      return new BatchReading(
          setup.area(),
          star,
          batchDate,
          source,
          spark,
          warehouse,
          earlier,
          progress,
          usualTasks,
          now);
    } catch (Exception e) {
      source.close();
      throw translated(e);
    }
  }

  /** Spark throws checked exceptions that it does not declare. */
  private RuntimeException translated(Exception e) {
    return spark.sparkContext().isStopped()
        ? BatchErrors.sparkGone(e)
        : Failures.translated(e, warehouse, setup.area().hasPii());
  }

  private LoadReport run(BatchReading reading, RunIdentity run) {
    LoadReport report;
    try (reading) {
      reading.takeTurn();
      report = published(reading, run);
    }
    quarantine.settle(run);
    tidy(report);
    return report;
  }

  /** The batch is published, whatever becomes of this. */
  private void tidy(LoadReport report) {
    try {
      if (!setup.area().keepsStaging()) {
        Stagers.of(warehouse, setup.area(), report.runId()).discard(star.tables());
      }
      for (TableCount table : report.tables()) {
        warehouse.analyze(
            lease.session(), setup.area().name() + "." + table.table(), table.written());
      }
    } catch (LoaderException e) {
      progress.station("", "published; but " + e.getMessage());
    }
  }

  /** The batch is published, whatever becomes of this. */
  private void keep(RunIdentity run, BatchReading reading) {
    BatchSource source = reading.source();
    try {
      List<StageFigures> stages = reading.stages().figures();
      List<InputFile> files =
          setup.area().sources().stream().flatMap(own -> source.files(own).stream()).toList();
      List<String> findings =
          StageFindings.of(
              stages,
              spark.sparkContext().defaultParallelism(),
              files.size(),
              files.stream().mapToLong(InputFile::length).sum(),
              () -> new HotKeys(setup.area()).of(reading.validated().values()));
      ledger().stages(run, stages, findings);
    } catch (Exception e) {
      // Also Spark's own, which it does not declare, and which may be gone by now.
      progress.station("", "published; but what Spark did is not kept: " + e.getMessage());
    }
  }

  private LoadReport published(BatchReading reading, RunIdentity run) {
    RunLog log = reading.log();
    log.begin(run, reading.source().kind().word(), reading.source().shown());
    try {
      LoadReport report =
          new BatchRun(setup.area(), star, run, reading, spark, warehouse, quarantine, clock)
              .publish(lease);
      log.published(report);
      keep(run, reading);
      return report;
    } catch (Exception e) {
      throw failed(run, translated(e), log);
    }
  }

  private RuntimeException failed(RunIdentity run, RuntimeException e, RunLog log) {
    ExitCode code = e instanceof LoaderException loader ? loader.exitCode() : ExitCode.BUG;
    log.failed(run, code.code(), SparkMessages.shown(e));
    try {
      ledger().failed(run, code.code(), SparkMessages.shown(e));
    } catch (RuntimeException unwritten) {
      // Such as a lost connection; the next run marks this one as aborted.
      e.addSuppressed(unwritten);
    }
    return e;
  }

  private RunLedger ledger() {
    return new RunLedger(lease.session(), clock);
  }

  @Override
  public void close() {
    lease.close();
  }
}
