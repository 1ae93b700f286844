package io.loadstar.pipeline;

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

  public RuntimeStartup(String master, Supplier<? extends Warehouse> warehouse) {
    this.spark = started(() -> SparkRuntime.start(master));
    this.warehouse = started(warehouse::get);
  }

  /** For loads: the ledger is brought up to date as soon as the warehouse answers. */
  public static RuntimeStartup forLoads(String master, Supplier<? extends Warehouse> warehouse) {
    return new RuntimeStartup(
        master,
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
              } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
              }
            },
            "loadstar-start");
    thread.setDaemon(true);
    thread.start();
    return future;
  }
}
