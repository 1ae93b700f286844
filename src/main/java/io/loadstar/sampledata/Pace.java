package io.loadstar.sampledata;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * When files come: all at once, or one after another as if somebody wrote them while they happen.
 *
 * @param every time between two files, if they are to come one after another
 * @param atMost after which no more come; empty if all come
 */
public record Pace(Optional<Duration> every, Optional<Duration> atMost) {
  public static final Pace AT_ONCE = new Pace(Optional.empty(), Optional.empty());

  /** Whether a file is still to come, the first being number 0. */
  boolean goesOn(long file) {
    return every.isEmpty()
        || atMost.isEmpty()
        || every.get().multipliedBy(file).compareTo(atMost.get()) < 0;
  }

  /**
   * Waits until a file's time has come.
   *
   * @param started when the first was begun, as {@link System#nanoTime} tells it
   */
  void await(long file, long started) {
    if (every.isEmpty()) {
      return;
    }
    long wait = started + every.get().toNanos() * (file + 1) - System.nanoTime();
    if (wait > 0) {
      try {
        TimeUnit.NANOSECONDS.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
