package io.loadstar.pipeline;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.explain.StageFindings;
import io.loadstar.ledger.RunLedger;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.RunIdentity;
import io.loadstar.model.run.StageFigures;
import io.loadstar.model.run.TableCount;
import io.loadstar.model.star.Star;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.spark.SparkMessages;
import io.loadstar.spark.Workers;
import io.loadstar.star.StarRows;
import io.loadstar.validate.AcceptancePolicy;
import io.loadstar.validate.HotKeys;
import io.loadstar.validate.ValidatedSource;
import io.loadstar.warehouse.AreaLease;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Runs of an area that is locked, from the ledger's first row to the last file put away. */
final class BatchRuns {
  private final AreaSetup setup;
  private final Star star;
  private final SparkSession spark;
  private final Warehouse warehouse;
  private final QuarantineFolder quarantine;
  private final AreaLease lease;
  private final Clock clock;
  private final Progress progress;
  private final long usualTasks;
  private final Map<LocalDate, Long> newest = new HashMap<>();

  BatchRuns(
      AreaSetup setup,
      Star star,
      RuntimeStartup startup,
      QuarantineFolder quarantine,
      AreaLease lease,
      Clock clock,
      Progress progress) {
    this.setup = setup;
    this.star = star;
    this.spark = startup.spark();
    this.warehouse = startup.warehouse();
    this.quarantine = quarantine;
    this.lease = lease;
    this.clock = clock;
    this.progress = progress;
    this.usualTasks = ledger().tasksOfLastLoad(setup.area());
  }

  /**
   * A batch whose turn comes.
   *
   * @param ahead its records, if they have been read while others were published
   */
  private record Turn(LocalDate batchDate, BatchSource source, Optional<BatchReading> ahead) {}

  /** What a run has made so far. */
  private record Begun(RunIdentity run, BatchReading reading, Publication publication) {}

  /** Loads what was read ahead, wholly or not at all. */
  LoadReport publish(BatchReading reading) {
    Turn turn = new Turn(reading.batchDate(), reading.source(), Optional.of(reading));
    return run(List.of(turn)).get(0);
  }

  /** Goes from the source to the star, wholly or not at all. */
  LoadReport run(LocalDate batchDate, BatchSource source) {
    return run(List.of(new Turn(batchDate, source, Optional.empty()))).get(0);
  }

  /** As above, for several batches in one transaction, in their order. */
  List<LoadReport> runTogether(Map<LocalDate, BatchSource> sources) {
    List<Turn> turns = new ArrayList<>();
    sources.forEach((day, source) -> turns.add(new Turn(day, source, Optional.empty())));
    return run(turns);
  }

  private List<LoadReport> run(List<Turn> turns) {
    List<RunIdentity> opened = new ArrayList<>();
    List<Begun> begun = new ArrayList<>();
    List<BatchReading> readings = new ArrayList<>();
    turns.forEach(turn -> turn.ahead().ifPresent(readings::add));
    List<LoadReport> reports;
    try {
      // Runs that are still open died, since this process holds the area's lock.
      ledger().abortOpen(setup.area());
      turns.forEach(turn -> opened.add(open(turn)));
      for (Turn turn : turns) {
        Set<Long> others =
            begun.stream().map(other -> other.run().runId()).collect(Collectors.toSet());
        begun.forEach(BatchRuns::awaitComplete);
        BatchReading reading =
            turn.ahead().isPresent() ? turn.ahead().get() : read(turn, others, readings);
        begun.add(begin(opened.get(begun.size()), reading, others));
      }
      reports =
          new PublishTransaction(begun.stream().map(Begun::publication).toList()).commit(lease);
      keep(begun, reports);
    } catch (Exception e) {
      throw failed(opened, readings, translated(e));
    } finally {
      readings.forEach(BatchReading::close);
    }
    opened.forEach(quarantine::settle);
    tidy(reports);
    return reports;
  }

  /** The ledger knows of the run before anything is read, but for what is read ahead. */
  private RunIdentity open(Turn turn) {
    RunIdentity run =
        ledger()
            .open(
                setup.area(),
                turn.batchDate(),
                turn.source().kind(),
                turn.source().shown(),
                turn.ahead().map(BatchReading::started).orElseGet(ledger()::now));
    newest.put(turn.batchDate(), run.runId());
    return run;
  }

  /** Number of the newest run that this process opened for a batch. */
  long newest(LocalDate batchDate) {
    return Objects.requireNonNull(newest.get(batchDate), "a run of the batch");
  }

  private BatchReading read(Turn turn, Set<Long> others, List<BatchReading> readings) {
    CompletableFuture<Void> nobody = CompletableFuture.completedFuture(null);
    BatchReading reading = read(turn.batchDate(), turn.source(), nobody, others);
    readings.add(reading);
    return reading;
  }

  /**
   * Begins to read a batch.
   *
   * @param earlier ends once the batch before has its place in the star, or has failed
   */
  BatchReading readAhead(LocalDate batchDate, BatchSource source, CompletableFuture<Void> earlier) {
    return read(batchDate, source, earlier, Set.of());
  }

  private BatchReading read(
      LocalDate batchDate, BatchSource source, CompletableFuture<Void> earlier, Set<Long> others) {
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
          others,
          progress,
          usualTasks,
          now);
    } catch (Exception e) {
      source.close();
      throw translated(e);
    }
  }

  /** Does all of a run that comes before the star is changed, and leaves nothing of it. */
  void rehearse(LocalDate batchDate, BatchSource source) {
    CompletableFuture<Void> nobody = CompletableFuture.completedFuture(null);
    try (BatchReading reading = read(batchDate, source, nobody, Set.of())) {
      reading.takeTurn();
      Map<String, ValidatedSource> sources = reading.validated();
      new AcceptancePolicy(setup.area(), reading.counted()).refuseFailRules(sources);
      StarRows.of(setup.area(), star, new LinkedHashMap<>(sources))
          .forEach(table -> table.rows().write().format("noop").mode(SaveMode.Overwrite).save());
      source.refuseChanged();
    } catch (Exception e) {
      throw translated(e);
    }
  }

  private Begun begin(RunIdentity run, BatchReading reading, Set<Long> others) {
    reading.takeTurn();
    reading.log().begin(run, reading.source().kind().word(), reading.source().shown());
    BatchRun batch =
        new BatchRun(setup.area(), star, run, reading, spark, warehouse, quarantine, clock);
    return new Begun(run, reading, batch.begin(others));
  }

  private static void awaitComplete(Begun begun) {
    Publication publication = begun.publication();
    Workers.before(
        publication.underWay(),
        () -> {
          publication.awaitComplete();
          return publication;
        });
  }

  /** Spark throws checked exceptions that it does not declare. */
  private RuntimeException translated(Exception e) {
    return spark.sparkContext().isStopped()
        ? BatchErrors.sparkGone(e)
        : Failures.translated(e, warehouse, setup.area().hasPii());
  }

  /** They are published, whatever becomes of this. */
  private void tidy(List<LoadReport> reports) {
    for (LoadReport report : reports) {
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
  }

  private void keep(List<Begun> begun, List<LoadReport> reports) {
    for (int i = 0; i < begun.size(); i++) {
      begun.get(i).reading().log().published(reports.get(i));
      keep(begun.get(i).run(), begun.get(i).reading());
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

  private RuntimeException failed(
      List<RunIdentity> opened, List<BatchReading> readings, RuntimeException e) {
    ExitCode code = e instanceof LoaderException loader ? loader.exitCode() : ExitCode.BUG;
    String shown = SparkMessages.shown(e);
    for (int i = 0; i < opened.size(); i++) {
      RunLog log = i < readings.size() ? readings.get(i).log() : new RunLog();
      log.failed(opened.get(i), code.code(), shown);
      try {
        ledger().failed(opened.get(i), code.code(), shown);
      } catch (RuntimeException unwritten) {
        // Such as a lost connection; the next run marks this one as aborted.
        e.addSuppressed(unwritten);
      }
    }
    return e;
  }

  private RunLedger ledger() {
    return new RunLedger(lease.session(), clock);
  }
}
