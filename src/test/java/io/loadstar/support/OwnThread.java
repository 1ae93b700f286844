package io.loadstar.support;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A thread for each piece of work: Java's own pool has one on two cores, from Java 25 on. */
public final class OwnThread {
  private OwnThread() {}

  /** Begins work that may have to wait for other work which was begun so. */
  public static <T> CompletableFuture<T> begin(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task, "own").start());
  }
}
