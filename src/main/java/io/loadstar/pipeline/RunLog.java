package io.loadstar.pipeline;

import io.loadstar.error.Counted;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.RunIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what a run does, so that somebody who was not there can read it later. */
final class RunLog {
  private static final Logger LOG = LoggerFactory.getLogger("io.loadstar.run");

  private final List<String> early = new ArrayList<>();
  private @Nullable RunIdentity run;

  /** With what it begins; what was said before the run had a number follows. */
  synchronized void begin(RunIdentity begun, String kind, String input) {
    run = begun;
    say("%s of %s".formatted(kind, input));
    early.forEach(this::say);
  }

  /** What people see, too. */
  synchronized void say(String text) {
    RunIdentity known = run;
    if (known == null) {
      early.add(text);
    } else {
      LOG.info("run {}, {} {}: {}", known.runId(), known.area(), known.batchDate(), text);
    }
  }

  void published(LoadReport report) {
    say(
        "published in %.1f s: %s read, %d loaded, %d quarantined, %d duplicates"
            .formatted(
                report.milliseconds() / 1_000.0,
                Counted.of(report.read(), "record"),
                report.loaded(),
                report.quarantined(),
                report.duplicates()));
  }

  void failed(RunIdentity failed, int exitCode, String message) {
    LOG.error(
        "run {}, {} {}: failed with exit code {}: {}",
        failed.runId(),
        failed.area(),
        failed.batchDate(),
        exitCode,
        message);
  }
}
