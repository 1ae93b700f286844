package io.loadstar.pipeline;

import io.loadstar.spark.StageWatch;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Tells how far a run is, and that it is still at it when nothing else has been said for long. */
final class Heartbeat implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(30);
  private static final long TOLD_MILLISECONDS = 200;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "loadstar-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  private volatile boolean isShown;

  /**
   * Begins.
   *
   * @param usualTasks how many tasks the area's last load had
   */
  Heartbeat(RunProgress steps, StageWatch stages, long usualTasks) {
    ScheduledFuture<?> unusedToo =
        timer.scheduleAtFixedRate(
            () -> {
              if (isShown) {
                steps.tasks(stages.tasks(), usualTasks);
              }
            },
            TOLD_MILLISECONDS,
            TOLD_MILLISECONDS,
            TimeUnit.MILLISECONDS);
    // Looked at more often, so that one comes soon after the silence has been long.
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(
            () -> steps.sayIfSilent(SILENCE, stages.tasks().toString()),
            SILENCE.toSeconds(),
            SILENCE.toSeconds() / 3,
            TimeUnit.SECONDS);
  }

  /** From now on it tells how far the run is. */
  void show() {
    isShown = true;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
