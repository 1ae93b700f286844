package io.loadstar.pipeline;

import io.loadstar.model.StepTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Announces each station of a run and takes its time. */
final class Stations {
  private final Progress progress;
  private final long start = System.nanoTime();
  private final Map<String, Long> times = new LinkedHashMap<>();

  Stations(Progress progress) {
    this.progress = progress;
  }

  /** Something that a station did besides. */
  void say(String text) {
    progress.station("", text);
  }

  <T> T at(String station, String text, Supplier<T> work) {
    announce(station, text);
    return timed(station, work);
  }

  /** A station that others need not wait for. */
  <T> CompletableFuture<T> beside(String station, String text, Supplier<T> work, Executor workers) {
    announce(station, text);
    return CompletableFuture.supplyAsync(() -> timed(station, work), workers);
  }

  private synchronized void announce(String station, String text) {
    progress.station(station, text);
    // A station that is gone through again counts by its last time.
    times.remove(station);
    times.put(station, 0L);
  }

  private <T> T timed(String station, Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    synchronized (this) {
      times.put(station, millisecondsSince(began));
    }
    return result;
  }

  private static long millisecondsSince(long began) {
    return (System.nanoTime() - began) / 1_000_000;
  }

  /** How long the run takes so far. */
  long milliseconds() {
    return millisecondsSince(start);
  }

  /** In the order in which they began. */
  synchronized List<StepTime> times() {
    return times.entrySet().stream()
        .map(station -> new StepTime(station.getKey(), station.getValue()))
        .toList();
  }
}
