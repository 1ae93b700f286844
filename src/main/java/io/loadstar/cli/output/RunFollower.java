package io.loadstar.cli.output;

import io.loadstar.query.ResultTable;
import io.loadstar.query.RunningArea;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows an area's runs as they come: a table that is drawn anew, or a line for each where nobody
 * looks on.
 */
public final class RunFollower {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final String EMPTY_SCREEN = "\u001b[H\u001b[2J";
  private static final String RUNNING = "running";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final RunningArea area;
  private final int limit;
  private final Clock clock;
  private final PrintWriter out;
  private final boolean isJson;
  private final boolean isInteractive;
  private long lastRun;

  /**
   * Of an area.
   *
   * @param isJson whether each run that has ended is a line of JSON
   * @param isInteractive whether a person looks on
   */
  public RunFollower(
      RunningArea area,
      int limit,
      Clock clock,
      PrintWriter out,
      boolean isJson,
      boolean isInteractive) {
    this.area = area;
    this.limit = limit;
    this.clock = clock;
    this.out = out;
    this.isJson = isJson;
    this.isInteractive = isInteractive && !isJson;
  }

  /** Until the thread is interrupted. */
  public void follow() {
    try {
      while (true) {
        look();
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Shows what there is now. */
  public void look() {
    ResultTable runs = area.newest(limit);
    if (isInteractive) {
      out.print(EMPTY_SCREEN);
      Results.print(runs, out, false);
      out.println();
      out.println(newest());
    } else {
      tell(new ResultTable(runs.columns(), newRuns(runs)));
    }
    out.flush();
  }

  private void tell(ResultTable ended) {
    if (isJson) {
      Results.named(ended).forEach(run -> Json.printLine(out, run));
    } else if (!ended.rows().isEmpty()) {
      ended.rows().forEach(run -> out.println(line(ended.columns(), run)));
      out.println(newest());
    }
  }

  /** Those that have ended since the last look, the oldest first. */
  private List<List<Object>> newRuns(ResultTable runs) {
    List<List<Object>> ended = new ArrayList<>();
    int status = runs.columns().indexOf("status");
    for (int i = runs.rows().size() - 1; i >= 0; i--) {
      List<Object> run = runs.rows().get(i);
      long number = ((Number) run.get(0)).longValue();
      if (number > lastRun && !RUNNING.equals(run.get(status))) {
        ended.add(run);
        lastRun = number;
      }
    }
    return ended;
  }

  private static String line(List<String> columns, List<Object> run) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (run.get(i) != null) {
        parts.add(columns.get(i) + " " + run.get(i));
      }
    }
    return String.join(", ", parts);
  }

  private String newest() {
    return area.newestEvent()
        .map(
            event ->
                "newest event "
                    + TIME.format(event)
                    + ", "
                    + ChronoUnit.SECONDS.between(
                        event, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    + " s behind the clock")
        .orElse("no event so far");
  }
}
