package io.loadstar.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that plan and submit Spark jobs side by side; the work itself is Spark's. */
final class Workers implements AutoCloseable {
  private static final int THREADS = 4;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "loadstar-worker");
            thread.setDaemon(true);
            return thread;
          });

  ExecutorService threads() {
    return threads;
  }

  /** The result, or the failure behind what the threads wrap around it. */
  static <T> T joined(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      // What it means is for those to say who know the area.
      throw Failures.unwrapped(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
