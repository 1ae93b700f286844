package io.loadstar.pipeline;

import io.loadstar.error.BatchErrors;
import io.loadstar.error.InputErrors;
import io.loadstar.error.LoaderException;
import io.loadstar.error.SpecErrors;
import io.loadstar.error.WarehouseErrors;
import io.loadstar.generate.Migrations;
import io.loadstar.ledger.Reconciliation;
import io.loadstar.ledger.RunLedger;
import io.loadstar.merge.Publisher;
import io.loadstar.model.LoadReport;
import io.loadstar.model.RunIdentity;
import io.loadstar.model.SourceCounts;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTables;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.TableCount;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineWriter;
import io.loadstar.read.InputFile;
import io.loadstar.read.InputFolder;
import io.loadstar.spec.Problems;
import io.loadstar.stage.StageLoader;
import io.loadstar.validate.Expressions;
import io.loadstar.warehouse.AreaLock;
import io.loadstar.warehouse.ConnectionSettings;
import io.loadstar.warehouse.Migrator;
import io.loadstar.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The whole way of a batch: read, validate, quarantine, stage, merge, ledger. */
public final class LoadPipeline {
  private final LoadRequest request;
  private final SubjectArea area;
  private final Stations stations;
  private final Clock clock;
  private final SparkSession spark;
  private final ConnectionSettings settings;
  private final Warehouse warehouse;
  private final Configuration hadoop;

  public LoadPipeline(LoadRequest request, Engines engines, Clock clock, Progress progress) {
    this.request = request;
    this.area = request.area();
    this.clock = clock;
    this.stations = new Stations(progress);
    this.spark = engines.spark();
    this.settings = engines.warehouse();
    this.warehouse = new Warehouse(settings);
    this.hadoop = spark.sparkContext().hadoopConfiguration();
  }

  /** Loads the batch, wholly or not at all. */
  public LoadReport run() {
    List<StarTable> tables = tables();
    Map<String, List<InputFile>> files =
        InputFolder.find(area, request.input(), request.batchDate(), hadoop);
    io.loadstar.engine.SparkRuntime.tune(spark, bytes(files));
    migrate(tables);
    try (Connection session = warehouse.connect()) {
      AreaLock.take(session, area.name());
      RunLedger ledger = new RunLedger(session, clock);
      QuarantineFolder quarantine = new QuarantineFolder(request.quarantine(), area.name(), hadoop);
      settleLeftovers(ledger, quarantine);
      RunIdentity run = ledger.open(area, request.batchDate(), request.input());
      try {
        LoadReport report = load(run, files, tables, session, ledger, quarantine);
        quarantine.settle(run);
        return report;
      } catch (Exception e) {
        // Spark throws checked exceptions that no signature tells of.
        throw failed(ledger, run, Failures.translated(e));
      }
    } catch (SQLException e) {
      throw WarehouseErrors.of("loading", e);
    }
  }

  private LoadReport load(
      RunIdentity run,
      Map<String, List<InputFile>> files,
      List<StarTable> tables,
      Connection session,
      RunLedger ledger,
      QuarantineFolder quarantine) {
    try (Workers workers = new Workers();
        SourceJudge judge = new SourceJudge(area, warehouse, spark, files, workers.threads())) {
      long count = files.values().stream().mapToLong(List::size).sum();
      Map<String, Judged> judged =
          stations.at("read", count + " files of " + request.input(), judge::judgeAll);
      BatchCounts counts =
          stations.at(
              "validate", judged.size() + " sources", () -> BatchCounts.of(judged.values()));
      checkRecords(counts, files);
      Map<String, Long> lines =
          stations.at(
              "quarantine",
              quarantined(counts) + " records",
              () -> quarantine(judged, quarantine, run));
      new Verdict(area, counts).check(judged, quarantine.pending(run).toUri().getPath());
      Staged staged =
          stations.at(
              "stage", tables.size() + " tables", () -> stage(judged, tables, run, workers));
      List<String> lost = Reconciliation.problems(counts.sources(), lines, staged.bySource());
      if (!lost.isEmpty()) {
        throw BatchErrors.notReconciled(lost);
      }
      return publish(run, tables, staged, counts, session, ledger, quarantine);
    }
  }

  /** Rows staged by table, and the same by the source they came from. */
  private record Staged(Map<String, Long> byTable, Map<String, Map<String, Long>> bySource) {}

  private Map<String, Long> quarantine(
      Map<String, Judged> judged, QuarantineFolder quarantine, RunIdentity run) {
    Map<String, org.apache.spark.sql.Dataset<org.apache.spark.sql.Row>> rejected =
        new LinkedHashMap<>();
    judged.forEach((name, source) -> rejected.put(name, source.rejected()));
    return new QuarantineWriter(quarantine, run, hadoop).write(rejected);
  }

  private Staged stage(
      Map<String, Judged> judged, List<StarTable> tables, RunIdentity run, Workers workers) {
    StageLoader loader = new StageLoader(warehouse, area, run.runId());
    loader.clear(tables);
    Map<String, Long> byTable = new LinkedHashMap<>();
    Map<String, Map<String, Long>> bySource = new HashMap<>();
    Map<StarTable, CompletableFuture<Long>> staging = new LinkedHashMap<>();
    Map<StarTable, StarRows> rows = new LinkedHashMap<>();
    for (StarTable table : tables) {
      rows.put(table, StarRows.of(area, table, judged));
      staging.put(
          table,
          CompletableFuture.supplyAsync(
              () -> loader.stage(rows.get(table).rows(), table), workers.threads()));
    }
    for (StarTable table : tables) {
      long staged = Workers.joined(staging.get(table));
      byTable.put(table.name(), staged);
      bySource
          .computeIfAbsent(rows.get(table).source(), name -> new HashMap<>())
          .put(table.name(), staged);
    }
    return new Staged(byTable, bySource);
  }

  /** One transaction: the star and the ledger change together. */
  private LoadReport publish(
      RunIdentity run,
      List<StarTable> tables,
      Staged staged,
      BatchCounts counts,
      Connection session,
      RunLedger ledger,
      QuarantineFolder quarantine) {
    return Warehouse.inTransaction(
        session,
        "publishing " + area.name(),
        connection -> {
          Map<String, Long> written =
              stations.at(
                  "merge", tables.size() + " tables", () -> merge(connection, run, tables, ledger));
          List<TableCount> tableCounts = new ArrayList<>();
          written.forEach(
              (table, rows) ->
                  tableCounts.add(new TableCount(table, staged.byTable().get(table), rows)));
          LoadReport report =
              new LoadReport(
                  run.runId(),
                  area.name(),
                  request.batchDate(),
                  warehouse.toString(),
                  request.input(),
                  counts.sources(),
                  counts.rules(),
                  tableCounts,
                  stations.times(),
                  quarantine.toString());
          stations.at("ledger", "run " + run.runId(), () -> published(ledger, report));
          return report;
        });
  }

  private static Map<String, Long> merge(
      Connection connection, RunIdentity run, List<StarTable> tables, RunLedger ledger) {
    try {
      return Publisher.publish(connection, run, tables, ledger.now());
    } catch (SQLException e) {
      throw WarehouseErrors.of("publishing " + run.area(), e);
    }
  }

  private static LoadReport published(RunLedger ledger, LoadReport report) {
    try {
      ledger.published(report);
      return report;
    } catch (SQLException e) {
      throw WarehouseErrors.of("writing the ledger", e);
    }
  }

  private List<StarTable> tables() {
    Problems problems = new Problems();
    List<StarTable> tables = StarTables.of(area, Expressions.check(area, spark, problems));
    if (!problems.isEmpty()) {
      throw SpecErrors.problems(
          request.folder().resolve(area.name() + ".yaml"), problems.inOrder());
    }
    return tables;
  }

  private void migrate(List<StarTable> tables) {
    Migrations migrations = new Migrations(area.name(), request.folder(), tables);
    List<String> differing = migrations.differingFiles();
    if (!differing.isEmpty()) {
      throw SpecErrors.disagrees(area.name(), differing);
    }
    warehouse.verify();
    Migrator migrator = new Migrator(settings);
    migrator.migrateLedger();
    migrator.migrateArea(area.name(), request.folder());
    List<String> disagreements =
        warehouse.inTransaction("reading the catalogue", migrations::disagreements);
    if (!disagreements.isEmpty()) {
      throw SpecErrors.disagrees(area.name(), disagreements);
    }
  }

  /** Finishes what a run that died between its commit and its last rename left. */
  private void settleLeftovers(RunLedger ledger, QuarantineFolder quarantine) {
    for (String folder : quarantine.unsettled()) {
      int dash = folder.indexOf('-');
      Optional<Boolean> isPublished =
          ledger.isPublished(Long.parseLong(folder.substring(0, dash)), folder.substring(dash + 1));
      if (isPublished.orElse(false)) {
        quarantine.settle(folder);
      } else if (isPublished.isPresent()) {
        quarantine.discard(folder, request.batchDate());
      }
    }
  }

  private void checkRecords(BatchCounts counts, Map<String, List<InputFile>> files) {
    for (SourceCounts source : counts.sources()) {
      SourceSpec spec = area.source(source.source()).orElseThrow();
      if (source.read() == 0 && !spec.allowEmpty()) {
        List<String> shown = files.get(source.source()).stream().map(InputFile::shown).toList();
        throw InputErrors.noRecords(source.source(), String.join(", ", shown));
      }
    }
  }

  private static RuntimeException failed(RunLedger ledger, RunIdentity run, RuntimeException e) {
    try {
      int code = e instanceof LoaderException loader ? loader.exitCode().code() : 70;
      ledger.failed(run, code, String.valueOf(e.getMessage()));
    } catch (RuntimeException unwritten) {
      // Such as a lost connection; the next run marks this one as aborted.
      e.addSuppressed(unwritten);
    }
    return e;
  }

  private static long quarantined(BatchCounts counts) {
    return counts.sources().stream().mapToLong(SourceCounts::quarantined).sum();
  }

  private static long bytes(Map<String, List<InputFile>> files) {
    return files.values().stream().flatMap(List::stream).mapToLong(InputFile::length).sum();
  }
}
