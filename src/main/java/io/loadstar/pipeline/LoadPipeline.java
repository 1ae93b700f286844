package io.loadstar.pipeline;

import io.loadstar.engine.Sessions;
import io.loadstar.engine.SparkMessages;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.ExitCode;
import io.loadstar.error.LoaderException;
import io.loadstar.ledger.RunLedger;
import io.loadstar.model.LoadReport;
import io.loadstar.model.RunIdentity;
import io.loadstar.model.StarTable;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.read.InputFile;
import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Loads a batch: sees that all is in place, takes the area's lock, opens and closes the ledger. */
public final class LoadPipeline {
  private final LoadRequest request;
  private final Progress progress;
  private final Clock clock;
  private final Engines engines;
  private final SparkSession spark;

  public LoadPipeline(LoadRequest request, Engines engines, Clock clock, Progress progress) {
    this.request = request;
    this.clock = clock;
    this.progress = progress;
    this.engines = engines;
    this.spark = engines.spark();
  }

  /** Loads the batch, wholly or not at all. */
  public LoadReport run() {
    List<StarTable> tables = AreaSchema.tables(request, spark);
    return run(tables, FileInput.find(request, spark)).orElseThrow();
  }

  /**
   * Judges quarantined records of the batch again, and loads those that pass into it.
   *
   * @return empty if none is selected
   */
  Optional<LoadReport> replay(QuarantineFolder quarantine, ReplaySelection selection) {
    List<StarTable> tables = AreaSchema.tables(request, spark);
    Warehouse warehouse = new Warehouse(engines.warehouse());
    return run(tables, new QuarantineInput(request, spark, warehouse, quarantine, selection));
  }

  private Optional<LoadReport> run(List<StarTable> tables, BatchInput input) {
    String area = request.area().name();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Sessions sessions = new Sessions(spark, bytes(input));
    AreaSchema.refuseEditedFiles(request, tables);
    ConnectionSettings settings = engines.warehouse();
    Warehouse warehouse = new Warehouse(settings);
    try (AreaSession session = new AreaSession(warehouse, area, clock)) {
      AreaSchema.migrate(request, tables, settings);
      RunLedger ledger = session.ledger();
      QuarantineFolder quarantine = new QuarantineFolder(request.quarantine(), area, hadoop);
      Leftovers.settle(ledger, quarantine, Optional.of(request.batchDate()));
      if (!begins(input, session)) {
        return Optional.empty();
      }
      RunIdentity run =
          ledger.open(request.area(), request.batchDate(), input.kind(), input.shown());
      LoadReport report =
          load(
              new BatchRun(request, run, tables, input, sessions, warehouse, quarantine),
              session,
              run);
      quarantine.settle(run);
      return Optional.of(report);
    }
  }

  private static boolean begins(BatchInput input, AreaSession session) {
    try {
      return input.begin(session.connection());
    } catch (Exception e) {
      // Spark throws checked exceptions that no signature tells of.
      throw Failures.translated(e);
    }
  }

  private LoadReport load(BatchRun batch, AreaSession session, RunIdentity run) {
    Stations stations = new Stations(progress);
    try (TaskRetries unused = TaskRetries.watch(spark, stations)) {
      return batch.load(session, stations);
    } catch (Exception e) {
      // Spark throws checked exceptions that no signature tells of.
      RuntimeException failure =
          spark.sparkContext().isStopped()
              ? BatchErrors.sparkGone(e)
              : Failures.translated(e, request.area().hasPii());
      throw failed(session.ledger(), run, failure);
    }
  }

  private static RuntimeException failed(RunLedger ledger, RunIdentity run, RuntimeException e) {
    try {
      ExitCode code = e instanceof LoaderException loader ? loader.exitCode() : ExitCode.BUG;
      ledger.failed(run, code.code(), SparkMessages.shown(e));
    } catch (RuntimeException unwritten) {
      // Such as a lost connection; the next run marks this one as aborted.
      e.addSuppressed(unwritten);
    }
    return e;
  }

  private long bytes(BatchInput input) {
    return request.area().sources().stream()
        .flatMap(source -> input.files(source).stream())
        .mapToLong(InputFile::length)
        .sum();
  }
}
