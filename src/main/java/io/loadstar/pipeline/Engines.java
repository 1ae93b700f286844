package io.loadstar.pipeline;

import io.loadstar.engine.SparkRuntime;
import io.loadstar.warehouse.ConnectionSettings;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Spark and the warehouse, started side by side, since each takes seconds. */
public final class Engines {
  private final CompletableFuture<SparkSession> spark;
  private final CompletableFuture<ConnectionSettings> warehouse;

  public Engines(String master, Supplier<ConnectionSettings> warehouse) {
    this.spark = started(() -> SparkRuntime.start(master));
    this.warehouse = started(warehouse);
  }

  /** For loads: the ledger is brought up to date as soon as the warehouse answers. */
  public static Engines forLoads(String master, Supplier<ConnectionSettings> warehouse) {
    return new Engines(
        master,
        () -> {
          ConnectionSettings settings = warehouse.get();
          AreaSchema.migrateLedger(settings);
          return settings;
        });
  }

  SparkSession spark() {
    return Workers.joined(spark);
  }

  ConnectionSettings warehouse() {
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
