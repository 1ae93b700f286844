package io.loadstar.cli.output;

import io.loadstar.pipeline.Progress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * A line per station as it happens, on stderr where stdout is for JSON; and a bar below where a
 * person looks on.
 */
public final class ConsoleProgress implements Progress, AutoCloseable {
  private final PrintWriter out;
  private final boolean isQuiet;
  private final boolean hasBar;
  private @Nullable TaskBar bar;

  /**
   * Prints.
   *
   * @param hasBar whether a person looks on
   */
  public ConsoleProgress(PrintWriter out, boolean isQuiet, boolean hasBar) {
    this.out = out;
    this.isQuiet = isQuiet;
    this.hasBar = hasBar && !isQuiet;
  }

  @Override
  public synchronized void station(String station, String text) {
    String line = "%-11s %s".formatted(station, text);
    TaskBar shown = bar;
    if (isQuiet) {
      return;
    }
    if (shown == null) {
      out.println(line);
      out.flush();
    } else {
      shown.above(() -> out.println(line));
    }
  }

  @Override
  public synchronized void tasks(long done, long expected) {
    if (!hasBar || expected == 0) {
      return;
    }
    TaskBar shown = bar;
    if (shown == null) {
      shown = new TaskBar(out, "tasks", 1, expected);
      bar = shown;
    }
    shown.at(done, expected);
  }

  /** Takes the bar away. */
  @Override
  public synchronized void close() {
    TaskBar shown = bar;
    if (shown != null) {
      shown.close();
      bar = null;
    }
  }
}
