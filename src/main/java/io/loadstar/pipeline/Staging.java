package io.loadstar.pipeline;

import io.loadstar.engine.Precedence;
import io.loadstar.model.StagingTable;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.stage.StageLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tables on their way to the warehouse, several at a time. */
final class Staging {
  private final Map<StarRows, CompletableFuture<Long>> rows = new LinkedHashMap<>();
  private final Map<String, List<CompletableFuture<Long>>> byTable = new HashMap<>();
  private final CompletableFuture<Void> whole;

  /**
   * Begins.
   *
   * @param ended done when the last table is staged
   */
  Staging(
      SubjectArea area,
      List<StarTable> tables,
      Map<String, Judged> judged,
      StageLoader loader,
      Operations operations,
      Executor workers,
      Runnable ended) {
    loader.clear(tables);
    Map<StarRows, List<Supplier<Long>>> shaped = new LinkedHashMap<>();
    tables.forEach(table -> shape(area, table, judged, loader, operations, shaped));
    shaped.forEach(
        (of, copies) -> {
          List<CompletableFuture<Long>> begun =
              copies.stream().map(copy -> CompletableFuture.supplyAsync(copy, workers)).toList();
          rows.put(of, begun.get(0));
          byTable.put(of.table().name(), begun);
        });
    this.whole =
        CompletableFuture.allOf(
                byTable.values().stream().flatMap(List::stream).toArray(CompletableFuture[]::new))
            .thenRun(ended);
  }

  /** The table's own rows first, then members that only facts name. */
  private static void shape(
      SubjectArea area,
      StarTable table,
      Map<String, Judged> judged,
      StageLoader loader,
      Operations operations,
      Map<StarRows, List<Supplier<Long>>> shaped) {
    StarRows own = StarRows.of(area, table, judged);
    Dataset<Row> typed = StageLoader.typed(own.rows(), table.staging());
    operations.staging(table, own.source(), typed);
    Precedence precedence = table.isFact() ? Precedence.FACTS : Precedence.DIMENSIONS;
    List<Supplier<Long>> copies = new ArrayList<>();
    copies.add(copy(loader, typed, table.staging(), precedence));
    if (table.isInferable()) {
      StarRows.inferred(area, table, judged)
          .ifPresent(
              members -> {
                operations.inferring(table, members);
                copies.add(copy(loader, members, table.inferred(), precedence));
              });
    }
    shaped.put(own, copies);
  }

  private static Supplier<Long> copy(
      StageLoader loader, Dataset<Row> typed, StagingTable into, Precedence precedence) {
    SparkContext spark = typed.sparkSession().sparkContext();
    return () -> precedence.during(spark, () -> loader.stage(typed, into));
  }

  /** Ends when the last table is staged, or all have ended and one has failed. */
  CompletableFuture<Void> whole() {
    return whole;
  }

  boolean hasFailed() {
    return byTable.values().stream()
        .flatMap(List::stream)
        .anyMatch(CompletableFuture::isCompletedExceptionally);
  }

  /** Returns once all rows of a table are staged: how many its own are, without inferred ones. */
  long await(StarTable table) {
    List<CompletableFuture<Long>> copies = byTable.get(table.name());
    copies.forEach(Workers::joined);
    return Workers.joined(copies.get(0));
  }

  /** Returns once everything is staged, with the numbers of rows. */
  Staged await() {
    Workers.joined(whole);
    Staged staged = new Staged();
    rows.forEach((shaped, count) -> staged.add(shaped, Workers.joined(count)));
    return staged;
  }
}
