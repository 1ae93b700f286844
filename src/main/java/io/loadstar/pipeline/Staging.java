package io.loadstar.pipeline;

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
    for (StarTable table : tables) {
      StarRows shaped = StarRows.of(area, table, judged);
      Dataset<Row> typed = StageLoader.typed(shaped.rows(), table.staging());
      operations.staging(table, shaped.source(), typed);
      List<CompletableFuture<Long>> begun = new ArrayList<>();
      begun.add(CompletableFuture.supplyAsync(() -> loader.stage(typed, table.staging()), workers));
      if (table.isInferable()) {
        StarRows.inferred(area, table, judged)
            .ifPresent(
                members -> {
                  operations.inferring(table, members);
                  begun.add(
                      CompletableFuture.supplyAsync(
                          () -> loader.stage(members, table.inferred()), workers));
                });
      }
      rows.put(shaped, begun.get(0));
      byTable.put(table.name(), begun);
    }
    this.whole =
        CompletableFuture.allOf(
                byTable.values().stream().flatMap(List::stream).toArray(CompletableFuture[]::new))
            .thenRun(ended);
  }

  /** Ends when the last table is staged, or all have ended and one has failed. */
  CompletableFuture<Void> whole() {
    return whole;
  }

  boolean hasFailed() {
    return whole.isCompletedExceptionally();
  }

  /** Returns once all rows of a table are staged. */
  void await(StarTable table) {
    byTable.get(table.name()).forEach(Workers::joined);
  }

  /** Returns once everything is staged, with the numbers of rows. */
  Staged await() {
    Workers.joined(whole);
    Staged staged = new Staged();
    rows.forEach((shaped, count) -> staged.add(shaped, Workers.joined(count)));
    return staged;
  }
}
