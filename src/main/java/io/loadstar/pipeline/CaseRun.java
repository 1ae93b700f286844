package io.loadstar.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.loadstar.error.CaseErrors;
import io.loadstar.error.LoaderException;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.SourceCounts;
import io.loadstar.model.star.Star;
import io.loadstar.quarantine.QuarantineReader;
import io.loadstar.query.Queries;
import io.loadstar.query.ResultTable;
import io.loadstar.testcase.CsvRows;
import io.loadstar.testcase.Difference;
import io.loadstar.testcase.LoadedRows;
import io.loadstar.testcase.TestCase;
import io.loadstar.warehouse.ScratchWarehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;

/** Loads a user's case into a warehouse of its own, and compares what comes of it. */
public final class CaseRun {
  /** Expected rows of this name are what became of records, by load. */
  private static final String COUNTS = "counts";

  private static final List<String> COUNTED =
      List.of("batch_date", "source", "read", "loaded", "quarantined", "duplicates", "left_out");

  /** Expected rows of this name are the records that were kept out, a row for each reason. */
  private static final String QUARANTINE = "quarantine";

  private static final List<String> KEPT_OUT =
      List.of("batch_date", "source", "rule", "column", "value", "raw");

  private final AreaSetup setup;
  private final Star star;
  private final String master;
  private final Supplier<? extends ScratchWarehouse> scratch;
  private volatile @Nullable ScratchWarehouse open;

  /**
   * For the cases of an area.
   *
   * @param setup whose quarantine is not used: each case has its own for as long as it runs
   * @param scratch makes warehouses to try things in
   */
  public CaseRun(
      AreaSetup setup, Star star, String master, Supplier<? extends ScratchWarehouse> scratch) {
    this.setup = setup;
    this.star = star;
    this.master = master;
    this.scratch = scratch;
  }

  /**
   * What became of a case.
   *
   * @param failure why a batch was not loaded; empty if all were
   * @param written names of the files that were written
   */
  public record Outcome(
      String name, String failure, List<Difference> differences, List<String> written) {
    public boolean isGood() {
      return failure.isEmpty() && differences.isEmpty();
    }
  }

  /**
   * Loads a case's batches.
   *
   * @param isWritten whether what is there becomes what is expected
   */
  public Outcome run(TestCase testCase, boolean isWritten) {
    Path quarantine = temporary();
    AreaSetup own = new AreaSetup(setup.area(), setup.folder(), quarantine.toString());
    try (ScratchWarehouse warehouse = scratch.get()) {
      open = warehouse;
      Migrate.migrate(setup.area().name(), setup.folder(), warehouse.warehouse());
      List<LoadReport> reports = new ArrayList<>();
      for (LocalDate batch : testCase.batches()) {
        reports.add(load(own, testCase, batch, warehouse));
      }
      Rows rows =
          new Rows(
              new LoadedRows(star, setup.area(), warehouse.warehouse()),
              new Queries(setup.area().name(), setup.folder()),
              counts(reports),
              keptOut(quarantine));
      return isWritten ? written(testCase, rows) : compared(testCase, rows);
    } catch (LoaderException e) {
      return new Outcome(testCase.name(), String.valueOf(e.getMessage()), List.of(), List.of());
    } finally {
      open = null;
      FileUtil.fullyDelete(quarantine.toFile());
    }
  }

  /** Drops what is in use, for a process that ends at once. */
  public void abandon() {
    ScratchWarehouse left = open;
    if (left != null) {
      left.close();
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("loadstar-test-");
    } catch (IOException e) {
      throw CaseErrors.notWritable(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private LoadReport load(
      AreaSetup own, TestCase testCase, LocalDate batch, ScratchWarehouse warehouse) {
    return new Load(
            new LoadRequest(own, batch, testCase.input(batch).toString()),
            RuntimeStartup.forLoads(master, setup.area(), warehouse::warehouse),
            Clock.systemUTC(),
            (station, text) -> {})
        .run();
  }

  private Outcome compared(TestCase testCase, Rows rows) {
    List<Difference> differences = new ArrayList<>();
    for (String name : testCase.expected()) {
      CsvRows expected = testCase.expected(name);
      Difference difference =
          Difference.of(name, expected, rows.of(testCase, name, expected.columns()));
      if (!difference.isNone()) {
        differences.add(difference);
      }
    }
    return new Outcome(testCase.name(), "", differences, List.of());
  }

  /** Those that are expected are written with the columns that they have; else all are. */
  private Outcome written(TestCase testCase, Rows rows) {
    List<String> names = new ArrayList<>(testCase.expected());
    Map<String, List<String>> columns = new LinkedHashMap<>();
    if (names.isEmpty()) {
      columns.putAll(LoadedRows.tables(star));
      columns.put(QUARANTINE, KEPT_OUT);
      columns.put(COUNTS, COUNTED);
    } else {
      names.forEach(name -> columns.put(name, testCase.expected(name).columns()));
    }
    columns.forEach((name, wanted) -> testCase.write(name, rows.of(testCase, name, wanted)));
    return new Outcome(testCase.name(), "", List.of(), List.copyOf(columns.keySet()));
  }

  private static CsvRows counts(List<LoadReport> reports) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (LoadReport report : reports) {
      for (SourceCounts counts : report.sources()) {
        rows.add(
            List.of(
                report.batchDate().toString(),
                counts.source(),
                Long.toString(counts.read()),
                Long.toString(counts.loaded()),
                Long.toString(counts.quarantined()),
                Long.toString(counts.duplicates()),
                Long.toString(counts.leftOut())));
      }
    }
    return new CsvRows(COUNTED, rows);
  }

  private static CsvRows keptOut(Path quarantine) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    QuarantineReader reader = new QuarantineReader(quarantine);
    for (JsonNode record :
        reader.records(new QuarantineReader.Filter(null, null, null, null), Integer.MAX_VALUE)) {
      for (JsonNode reason : record.path("reasons")) {
        rows.add(
            java.util.Arrays.asList(
                record.path("batch_date").asText(),
                record.path("source").asText(),
                reason.path("rule").asText(),
                reason.path("column").asText(),
                text(reason.path("value")),
                text(record.path("raw"))));
      }
    }
    return new CsvRows(KEPT_OUT, rows);
  }

  private static @Nullable String text(JsonNode value) {
    return value.isNull() || value.isMissingNode() ? null : value.asText();
  }

  /** All that can be expected of a case. */
  private record Rows(LoadedRows tables, Queries queries, CsvRows counts, CsvRows keptOut) {
    CsvRows of(TestCase testCase, String name, List<String> columns) {
      Map<String, List<String>> known = LoadedRows.tables(tables.star());
      if (known.containsKey(name)) {
        List<String> all = known.getOrDefault(name, List.of());
        check(testCase, name, columns, all);
        return tables.of(name, columns);
      }
      CsvRows all =
          switch (name) {
            case COUNTS -> counts;
            case QUARANTINE -> keptOut;
            default -> answer(testCase, name, known);
          };
      check(testCase, name, columns, all.columns());
      return all.of(columns);
    }

    private CsvRows answer(TestCase testCase, String name, Map<String, List<String>> known) {
      if (!queries.descriptions().containsKey(name)) {
        List<String> names = new ArrayList<>(known.keySet());
        names.addAll(queries.descriptions().keySet());
        names.addAll(List.of(COUNTS, QUARANTINE));
        throw CaseErrors.noSuchTable(testCase.folder(), name, names);
      }
      ResultTable answer = queries.run(name, tables.warehouse());
      List<List<@Nullable String>> rows = new ArrayList<>();
      for (List<Object> row : answer.rows()) {
        List<@Nullable String> texts = new ArrayList<>();
        row.forEach(value -> texts.add(value == null ? null : value.toString()));
        rows.add(texts);
      }
      return new CsvRows(answer.columns(), rows);
    }

    private static void check(
        TestCase testCase, String name, List<String> columns, List<String> known) {
      for (String column : columns) {
        if (!known.contains(column)) {
          throw CaseErrors.noSuchColumn(testCase.folder(), name, column, known);
        }
      }
    }
  }
}
