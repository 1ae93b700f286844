package io.loadstar.pipeline;

import io.loadstar.error.Counted;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.RunIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what a run does, so that somebody who was not there can read it later. */
record RunLog(RunIdentity run) {
  private static final Logger LOG = LoggerFactory.getLogger("io.loadstar.run");

  /** With what it begins. */
  static RunLog begin(RunIdentity run, String kind, String input) {
    RunLog log = new RunLog(run);
    log.say("%s of %s".formatted(kind, input));
    return log;
  }

  /** What people see, too. */
  void say(String text) {
    LOG.info("run {}, {} {}: {}", run.runId(), run.area(), run.batchDate(), text);
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

  void failed(int exitCode, String message) {
    LOG.error(
        "run {}, {} {}: failed with exit code {}: {}",
        run.runId(),
        run.area(),
        run.batchDate(),
        exitCode,
        message);
  }
}
