package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.cli.output.BackfillProgress;
import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.pipeline.Backfill.Day;
import io.loadstar.support.Await;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** A bar that moves, and lines that it leaves whole. */
class TaskBarTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  @Test
  void linesStandAboveIt() {
    try (ConsoleProgress progress = new ConsoleProgress(out, false, true)) {
      progress.station("validate", "6 files");
      progress.tasks(3, 12);
      Await.until("the bar", () -> written.toString().contains("3/12"));
      progress.station("count", "2 sources");
      progress.tasks(12, 12);
      Await.until("its end", () -> written.toString().contains("12/12"));
    }
    // What stands on the screen is what follows the last "erase this line" of each line.
    assertThat(written.toString().replaceAll("[^\n]*\u001b\\[K", ""))
        .isEqualTo("validate    6 files\ncount       2 sources\n");
  }

  /** A day that is under way counts by its tasks. */
  @Test
  void daysMoveIt() {
    try (BackfillProgress progress = new BackfillProgress(out, out, false, true, 4)) {
      progress.tasks(1, 2);
      Await.until("half a day", () -> written.toString().contains("12% ["));
      progress.ended(new Day(LocalDate.parse("2025-06-01"), 1, "failed", 0, 0, "no such file"));
      Await.until("a day", () -> written.toString().contains("1/4"));
    }
    assertThat(written.toString().replaceAll("[^\n]*\u001b\\[K", ""))
        .isEqualTo("2025-06-01  failed\nloadstar: 2025-06-01: no such file\n");
  }

  @Test
  void noneWhereNobodyLooksOn() {
    try (ConsoleProgress progress = new ConsoleProgress(out, false, false)) {
      progress.tasks(3, 12);
      progress.station("validate", "6 files");
    }
    assertThat(written.toString().lines()).containsExactly("validate    6 files");
  }

  @Test
  void nothingAtAllIfQuiet() {
    try (ConsoleProgress progress = new ConsoleProgress(out, true, true)) {
      progress.tasks(3, 12);
      progress.station("validate", "6 files");
    }
    assertThat(written.toString()).isEmpty();
  }
}
