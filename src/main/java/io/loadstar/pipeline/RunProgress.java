package io.loadstar.pipeline;

import io.loadstar.model.run.Station;
import io.loadstar.model.run.StepTime;
import io.loadstar.spark.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Announces each station of a run and takes its time. */
final class RunProgress {
  private final Progress progress;
  private final long start = System.nanoTime();
  private final Map<Station, Long> times = new LinkedHashMap<>();
  private final ThreadLocal<Long> waited = ThreadLocal.withInitial(() -> 0L);

  RunProgress(Progress progress) {
    this.progress = progress;
  }

  /** Something that a station did besides. */
  void say(String text) {
    progress.station("", text);
  }

  <T> T at(Station station, String text, Supplier<T> work) {
    announce(station, text);
    return timed(station, work);
  }

  /** A station that others need not wait for. */
  <T> CompletableFuture<T> beside(Station station, String text, Supplier<T> work, Workers workers) {
    announce(station, text);
    return workers.start(() -> timed(station, work));
  }

  /**
   * A station that another thread ends.
   *
   * @return to be run at the end
   */
  Runnable begin(Station station, String text) {
    announce(station, text);
    long began = System.nanoTime();
    return () -> ended(station, System.nanoTime() - began);
  }

  /** Waits for another station, which does not count for the one that waits. */
  <T> T waiting(Supplier<T> wait) {
    long began = System.nanoTime();
    T result = wait.get();
    waited.set(waited.get() + System.nanoTime() - began);
    return result;
  }

  void waiting(Runnable wait) {
    waiting(
        () -> {
          wait.run();
          return null;
        });
  }

  private synchronized void announce(Station station, String text) {
    progress.station(station.word(), text);
    // A station that is gone through again counts by its last time.
    times.remove(station);
    times.put(station, 0L);
  }

  private <T> T timed(Station station, Supplier<T> work) {
    long began = System.nanoTime();
    long waitedBefore = waited.get();
    T result = work.get();
    ended(station, System.nanoTime() - began - (waited.get() - waitedBefore));
    return result;
  }

  private synchronized void ended(Station station, long nanoseconds) {
    times.put(station, nanoseconds / 1_000_000);
  }

  /** How long the run takes so far. */
  long milliseconds() {
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** In the order in which they began. */
  synchronized List<StepTime> times() {
    return times.entrySet().stream()
        .map(station -> new StepTime(station.getKey().word(), station.getValue()))
        .toList();
  }
}
