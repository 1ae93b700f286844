package io.loadstar.pipeline;

import io.loadstar.spark.StageWatch;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Says that a run is still at it when nothing else has been said for long. */
final class Heartbeat implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "loadstar-heartbeat");
            thread.setDaemon(true);
            return thread;
          });

  Heartbeat(RunProgress steps, StageWatch stages) {
    // Looked at more often, so that one comes soon after the silence has been long.
    ScheduledFuture<?> unused =
        timer.scheduleAtFixedRate(
            () -> steps.sayIfSilent(SILENCE, stages.tasks().toString()),
            SILENCE.toSeconds(),
            SILENCE.toSeconds() / 3,
            TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
