package io.loadstar.spark;

import io.loadstar.error.LoaderException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/** Threads that plan and submit a run's Spark jobs side by side; the work itself is Spark's. */
public final class Workers implements AutoCloseable {
  /** One of them may wait for the others. */
  private static final int THREADS = 5;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "loadstar-worker");
            thread.setDaemon(true);
            return thread;
          });
  private final SparkContext spark;
  private final String run;

  /** Of a run, as which the calling thread is marked, too. */
  public Workers(SparkContext spark, String run) {
    this.spark = spark;
    this.run = run;
    takeCaller();
  }

  /** The calling thread works for this run from now on. */
  public void takeCaller() {
    RunTag.set(spark, run);
  }

  /** Work that others need not wait for. */
  public <T> CompletableFuture<T> start(Supplier<T> work) {
    return CompletableFuture.supplyAsync(RunTag.inherited(spark, work), threads);
  }

  /** As {@link #start}, once other work has ended well. */
  public <T> CompletableFuture<T> startAfter(CompletableFuture<?> other, Supplier<T> work) {
    Supplier<T> own = RunTag.inherited(spark, work);
    return other.thenApplyAsync(done -> own.get(), threads);
  }

  /** Does small pieces of work side by side, also from within other work. */
  public <T> List<T> all(List<Supplier<T>> pieces) {
    return pieces.stream().map(piece -> RunTag.inherited(spark, piece)).toList().parallelStream()
        .map(Supplier::get)
        .toList();
  }

  /** What all of them give; of the failures the first in their order, as soon as it is there. */
  public <K, T> CompletableFuture<Map<K, T>> together(Map<K, CompletableFuture<T>> futures) {
    return start(() -> all(futures));
  }

  /** As above, waiting for it. */
  public static <K, T> Map<K, T> all(Map<K, CompletableFuture<T>> futures) {
    Map<K, T> all = new LinkedHashMap<>();
    futures.forEach((key, future) -> all.put(key, joined(future)));
    return all;
  }

  /** The result, or the failure behind what the threads wrap around it. */
  public static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      // What it means is for those to say who know the area.
      throw unwrapped(e);
    }
  }

  /** Does work; if it fails, other work that is under way ends first, well or not. */
  public static <T> T before(CompletableFuture<?> other, Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      try {
        other.join();
      } catch (CompletionException also) {
        // One failure may be behind both.
        if (also != e && unwrapped(also) != e) {
          e.addSuppressed(also);
        }
      }
      throw e;
    }
  }

  /** The user-facing failure behind {@code thrown}, else {@code thrown} as it is. */
  private static RuntimeException unwrapped(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof LoaderException loader) {
        return loader;
      }
    }
    return thrown;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
