package io.loadstar.cli.output;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on the last line of a terminal, with the time that is left; lines are printed above it. */
public final class TaskBar implements AutoCloseable {
  private static final int WIDTH = 79;
  private static final int REFRESHED_MILLISECONDS = 250;
  private static final String START_OF_EMPTY_LINE = "\r\u001b[K";

  private final PrintWriter out;
  private final ProgressBar bar;
  private boolean isShown;
  private boolean isClosed;

  /**
   * Shown from now on.
   *
   * @param unit of what is done, in the plural
   * @param parts of a unit that are counted
   */
  public TaskBar(PrintWriter out, String unit, int parts, long expected) {
    this.out = out;
    this.bar =
        new ProgressBarBuilder()
            .setTaskName(unit)
            .setUnit("", parts)
            .setInitialMax(expected)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESHED_MILLISECONDS)
            // Else a step that is made while it is drawn is seen only with the next one.
            .continuousUpdate()
            .setConsumer(new LastLine())
            .build();
  }

  public void at(long done, long expected) {
    bar.maxHint(expected);
    bar.stepTo(done);
  }

  /** Prints something above the bar. */
  public void above(Runnable printing) {
    synchronized (out) {
      erase();
      out.flush();
      printing.run();
      out.flush();
    }
  }

  private void erase() {
    if (isShown) {
      out.print(START_OF_EMPTY_LINE);
      isShown = false;
    }
  }

  @Override
  public void close() {
    bar.close();
    synchronized (out) {
      isClosed = true;
      erase();
      out.flush();
    }
  }

  private final class LastLine implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(@Nullable String rendered) {
      synchronized (out) {
        if (!isClosed) {
          out.print(START_OF_EMPTY_LINE + rendered);
          out.flush();
          isShown = true;
        }
      }
    }

    @Override
    public void close() {
      // The line is erased by the bar's owner.
    }
  }
}
