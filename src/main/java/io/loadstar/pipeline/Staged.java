package io.loadstar.pipeline;

import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.stage.StageLoader;
import io.loadstar.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows were staged.
 *
 * @param byTable in the order of the tables
 * @param bySource the same, by the source that the rows came from; without tables whose rows are no
 *     records
 */
record Staged(Map<String, Long> byTable, Map<String, Map<String, Long>> bySource) {
  /** Stages all tables, several at a time. */
  static Staged stage(
      SubjectArea area,
      List<StarTable> tables,
      Map<String, Judged> judged,
      Warehouse warehouse,
      long runId,
      Operations operations,
      Executor workers) {
    StageLoader loader = new StageLoader(warehouse, area, runId);
    loader.clear(tables);
    Map<StarRows, CompletableFuture<Long>> staging = new LinkedHashMap<>();
    List<CompletableFuture<Long>> inferring = new ArrayList<>();
    for (StarTable table : tables) {
      StarRows rows = StarRows.of(area, table, judged);
      Dataset<Row> typed = StageLoader.typed(rows.rows(), table.staging());
      operations.staging(table, rows.source(), typed);
      staging.put(
          rows, CompletableFuture.supplyAsync(() -> loader.stage(typed, table.staging()), workers));
      if (table.isInferable()) {
        StarRows.inferred(area, table, judged)
            .ifPresent(
                members -> {
                  operations.inferring(table, members);
                  inferring.add(
                      CompletableFuture.supplyAsync(
                          () -> loader.stage(members, table.inferred()), workers));
                });
      }
    }
    Staged staged = new Staged(new LinkedHashMap<>(), new HashMap<>());
    staging.forEach((rows, count) -> staged.add(rows, Workers.joined(count)));
    inferring.forEach(Workers::joined);
    return staged;
  }

  private void add(StarRows rows, long count) {
    String table = rows.table().name();
    byTable.put(table, count);
    if (rows.isRowPerRecord()) {
      bySource.computeIfAbsent(rows.source(), name -> new HashMap<>()).put(table, count);
    }
  }
}
