package io.loadstar.cli;

import io.loadstar.pipeline.Backfill.Day;
import io.loadstar.pipeline.Progress;
import org.jspecify.annotations.Nullable;

/** A line per day as it ends, and a bar below where a person looks on. */
final class BackfillProgress implements Progress, AutoCloseable {
  /** A day that is under way counts by its tasks. */
  private static final int PARTS = 100;

  private final Terminal terminal;
  private final ProjectOptions project;
  private final long expected;
  private final @Nullable TaskBar bar;
  private long ended;

  BackfillProgress(Terminal terminal, ProjectOptions project, long days) {
    this.terminal = terminal;
    this.project = project;
    this.expected = days * PARTS;
    this.bar =
        terminal.isInteractive() && !project.isJson() && !project.isQuiet()
            ? new TaskBar(terminal.out(), "days", PARTS, expected)
            : null;
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
  synchronized void ended(Day day) {
    ended++;
    if (bar == null) {
      print(day);
    } else {
      bar.above(() -> print(day));
      bar.at(ended * PARTS, expected);
    }
  }

  private void print(Day day) {
    if (!project.isJson() && !project.isQuiet()) {
      terminal.out().println(day.date() + "  " + day.outcome());
      terminal.out().flush();
    }
    if (!day.message().isEmpty() && !project.isJson()) {
      terminal.err().println("loadstar: " + day.date() + ": " + Terminal.harmless(day.message()));
      terminal.err().flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
