package io.loadstar.cli.output;

import io.loadstar.pipeline.Backfill.Day;
import io.loadstar.pipeline.Progress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A line per day as it ends, and a bar below where a person looks on. */
public final class BackfillProgress implements Progress, AutoCloseable {
  /** A day that is under way counts by its tasks. */
  private static final int PARTS = 100;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean isQuiet;
  private final long expected;
  private final @Nullable TaskBar bar;
  private long ended;

  /**
   * Prints.
   *
   * @param out where days are listed, unless it is quiet
   * @param err where it says what is wrong with them
   * @param hasBar whether a person looks on
   */
  public BackfillProgress(
      PrintWriter out, PrintWriter err, boolean isQuiet, boolean hasBar, long days) {
    this.out = out;
    this.err = err;
    this.isQuiet = isQuiet;
    this.expected = days * PARTS;
    this.bar = hasBar && !isQuiet ? new TaskBar(out, "days", PARTS, expected) : null;
  }

  @Override
  public void station(String station, String text) {
    // Of many days, what matters is whether they are there.
  }

  @Override
  public synchronized void tasks(long done, long tasks) {
    if (bar != null && tasks > 0) {
      bar.at(ended * PARTS + Math.min(PARTS - 1, PARTS * done / tasks), expected);
    }
  }

  /** A day has its place in the star, or not. */
  public synchronized void ended(Day day) {
    ended++;
    if (bar == null) {
      print(day);
    } else {
      bar.above(() -> print(day));
      bar.at(ended * PARTS, expected);
    }
  }

  private void print(Day day) {
    if (!isQuiet) {
      out.println(day.date() + "  " + day.outcome());
      out.flush();
    }
    if (!day.message().isEmpty()) {
      err.println("loadstar: " + day.date() + ": " + Printable.harmless(day.message()));
      err.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
