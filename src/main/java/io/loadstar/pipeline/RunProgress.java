package io.loadstar.pipeline;

import io.loadstar.model.run.Station;
import io.loadstar.model.run.StepTime;
import io.loadstar.spark.StageWatch.TaskCounts;
import io.loadstar.spark.Workers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Announces each station of a run and takes its time. */
final class RunProgress {
  private final Progress progress;
  private final RunLog log;
  private final Set<Station> underWay = EnumSet.noneOf(Station.class);
  private long lastSaid = System.nanoTime();
  private final long start = System.nanoTime();
  private final Map<Station, Long> times = new LinkedHashMap<>();
  private final ThreadLocal<Long> waited = ThreadLocal.withInitial(() -> 0L);

  RunProgress(Progress progress, RunLog log) {
    this.progress = progress;
    this.log = log;
  }

  /** Something that a station did besides. */
  synchronized void say(String text) {
    progress.station("", text);
    log.say(text);
    lastSaid = System.nanoTime();
  }

  /**
   * Tells how far Spark is.
   *
   * @param usual how many tasks the area's last load had
   */
  void tasks(TaskCounts tasks, long usual) {
    progress.tasks(tasks.done(), Math.max(tasks.known(), usual));
  }

  /**
   * Says what is under way if nothing has been said for so long.
   *
   * @param tasks how far Spark is
   */
  synchronized void sayIfSilent(Duration silence, String tasks) {
    if (!underWay.isEmpty() && System.nanoTime() - lastSaid >= silence.toNanos()) {
      say(
          "still at %s after %d s; %s"
              .formatted(
                  underWay.stream().map(Station::word).collect(Collectors.joining(", ")),
                  milliseconds() / 1_000,
                  tasks));
    }
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
    log.say(station.word() + ": " + text);
    lastSaid = System.nanoTime();
    underWay.add(station);
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
    underWay.remove(station);
    log.say("%s took %.1f s".formatted(station.word(), nanoseconds / 1e9));
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
