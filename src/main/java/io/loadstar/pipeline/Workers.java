package io.loadstar.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

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

  /** Does work; if it fails, other work that is under way ends first, well or not. */
  static <T> T before(CompletableFuture<?> other, Supplier<T> work) {
    try {
      return work.get();
    } catch (Exception e) {
      try {
        other.join();
      } catch (CompletionException also) {
        // One failure may be behind both.
        if (also != e && Failures.unwrapped(also) != e) {
          e.addSuppressed(also);
        }
      }
      throw e;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
