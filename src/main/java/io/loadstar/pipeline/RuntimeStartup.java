package io.loadstar.pipeline;

import io.loadstar.model.SubjectArea;
import io.loadstar.spark.SparkRuntime;
import io.loadstar.spark.Workers;
import io.loadstar.warehouse.Warehouse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Spark and the warehouse, started side by side, since each takes seconds. */
public final class RuntimeStartup {
  private final CompletableFuture<SparkSession> spark;
  private final CompletableFuture<Warehouse> warehouse;

  /**
   * Begins.
   *
   * @param isPersonal whether rows will identify persons
   */
  public RuntimeStartup(
      String master, boolean isPersonal, Supplier<? extends Warehouse> warehouse) {
    this.spark = started(() -> SparkRuntime.start(master, isPersonal));
    this.warehouse = started(warehouse::get);
  }

  /** For loads: the ledger is brought up to date as soon as the warehouse answers. */
  public static RuntimeStartup forLoads(
      String master, SubjectArea area, Supplier<? extends Warehouse> warehouse) {
    return new RuntimeStartup(
        master,
        area.hasPii(),
        () -> {
          Warehouse started = warehouse.get();
          AreaSchema.migrateLedger(started);
          return started;
        });
  }

  SparkSession spark() {
    return Workers.joined(spark);
  }

  Warehouse warehouse() {
    return Workers.joined(warehouse);
  }

  private static <T> CompletableFuture<T> started(Supplier<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(work.get());
              } catch (Throwable e) {
                // Scala throws checked exceptions as well; whoever waits must hear of each.
                future.completeExceptionally(e);
              }
            },
            "loadstar-start");
    thread.setDaemon(true);
    thread.start();
    return future;
  }
}
