package io.loadstar.pipeline;

import io.loadstar.error.Counted;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.StagingTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.publish.StagedRows;
import io.loadstar.spark.JobPriority;
import io.loadstar.spark.Workers;
import io.loadstar.stage.Stager;
import io.loadstar.star.StarRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Tables on their way to the warehouse, several at a time. */
final class Staging implements StagedRows {
  private final Map<StarRows, CompletableFuture<Long>> rows = new LinkedHashMap<>();
  private final Map<String, List<CompletableFuture<Long>>> byTable = new HashMap<>();
  private final CompletableFuture<Void> whole;
  private @Nullable List<String> notes;

  /**
   * Begins.
   *
   * @param ended done when the last table is staged
   */
  Staging(List<StarRows> tables, Stager stager, Workers workers, Runnable ended) {
    for (StarRows table : tables) {
      List<CompletableFuture<Long>> begun =
          copies(table, stager).stream().map(workers::start).toList();
      rows.put(table, begun.get(0));
      byTable.put(table.table().name(), begun);
    }
    this.whole =
        CompletableFuture.allOf(
                byTable.values().stream().flatMap(List::stream).toArray(CompletableFuture[]::new))
            .thenRun(ended);
  }

  /** The table's own rows first, then members that only facts name. */
  private static List<Supplier<Long>> copies(StarRows shaped, Stager stager) {
    StarTable table = shaped.table();
    JobPriority priority = table.isFact() ? JobPriority.FACTS : JobPriority.DIMENSIONS;
    List<Supplier<Long>> copies = new ArrayList<>();
    copies.add(copy(stager, shaped.rows(), table.staging(), priority));
    if (table instanceof DimensionTable dimension) {
      shaped
          .inferred()
          .ifPresent(members -> copies.add(copy(stager, members, dimension.inferred(), priority)));
      shaped
          .unread()
          .ifPresent(keys -> copies.add(copy(stager, keys, dimension.unread(), priority)));
    }
    return copies;
  }

  private static Supplier<Long> copy(
      Stager stager, Dataset<Row> typed, StagingTable into, JobPriority priority) {
    SparkContext spark = typed.sparkSession().sparkContext();
    return () -> priority.during(spark, () -> stager.stage(typed, into));
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
  @Override
  public long await(StarTable table) {
    List<CompletableFuture<Long>> copies = copies(table);
    copies.forEach(Workers::joined);
    return Workers.joined(copies.get(0));
  }

  @Override
  public long awaitInferred(DimensionTable table) {
    List<CompletableFuture<Long>> copies = copies(table);
    boolean isAny =
        rows.keySet().stream()
            .anyMatch(shaped -> shaped.table().equals(table) && shaped.inferred().isPresent());
    // Behind the table's own rows.
    return isAny ? Workers.joined(copies.get(1)) : 0;
  }

  /** Asks Spark, once. */
  private synchronized List<String> notes() {
    if (notes == null) {
      notes =
          rows.keySet().stream()
              .flatMap(
                  shaped ->
                      Stream.concat(
                          shaped.unread().stream().map(unread -> note(shaped)),
                          contradictions(shaped)))
              .toList();
    }
    return notes;
  }

  /** Members of whom the batch says nothing, since their records were kept out. */
  private String note(StarRows shaped) {
    List<CompletableFuture<Long>> copies = copies(shaped.table());
    long members = Workers.joined(copies.get(copies.size() - 1));
    return shaped.table().name()
        + ": "
        + (shaped.isUnreadable()
            ? "the snapshot is incomplete, so nobody counts as gone"
            : members
                + (members == 1
                    ? " record of a member was kept out: what other batches say of it stands"
                    : " records of members were kept out: what other batches say of them stands"));
  }

  private static Stream<String> contradictions(StarRows shaped) {
    long members = shaped.contradicted().map(Dataset::count).orElse(0L);
    return members == 0
        ? Stream.empty()
        : Stream.of(
            shaped.table().name()
                + ": "
                + Counted.of(members, "member")
                + (members == 1 ? " has" : " have")
                + " several values in this batch; of each one record was chosen");
  }

  private List<CompletableFuture<Long>> copies(StarTable table) {
    return Objects.requireNonNull(byTable.get(table.name()));
  }

  /** Returns once everything is staged, with the numbers of rows. */
  StagedCounts await() {
    Workers.joined(whole);
    StagedCounts staged = new StagedCounts();
    rows.forEach((shaped, count) -> staged.add(shaped, Workers.joined(count)));
    staged.notes().addAll(notes());
    return staged;
  }
}
