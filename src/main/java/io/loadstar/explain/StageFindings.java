package io.loadstar.explain;

import io.loadstar.error.Counted;
import io.loadstar.model.run.StageFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What of a run's stages took longer than it need have, in plain words: what, why, what to do. */
public final class StageFindings {
  private static final int UNEVEN = 4;
  private static final long NOTABLE_TASK = 2_000;
  private static final long LONG_TASK = 10_000;
  private static final int MANY_TASKS = 1_000;
  private static final long SHORT_TASK = 50;
  private static final double MUCH_COLLECTING = 0.2;
  private static final long MEGABYTE = 1 << 20;
  private static final int MANY_FILES = 200;

  private StageFindings() {}

  /**
   * Of a run.
   *
   * @param cores that tasks could have had
   * @param files of the input
   * @param bytes of the input
   * @param hotKeys which keys many records have, asked for if work was shared out unevenly
   */
  public static List<String> of(
      List<StageFigures> stages,
      int cores,
      long files,
      long bytes,
      Supplier<List<String>> hotKeys) {
    List<String> findings = new ArrayList<>();
    if (files >= MANY_FILES && bytes / files < MEGABYTE) {
      findings.add(
          "The input was %d files of %d KB each: opening them took part of the time. Have fewer and larger ones delivered."
              .formatted(files, bytes / files / 1024));
    }
    String cause = stages.stream().anyMatch(StageFindings::isUneven) ? cause(hotKeys.get()) : "";
    stages.forEach(stage -> add(stage, cores, cause, findings));
    return findings;
  }

  private static String cause(List<String> hotKeys) {
    return hotKeys.isEmpty()
        ? "One value of a key, or one file, has far more than the others. Look for it with a query that counts records by key; if it is a file that cannot be cut (gzip), have it delivered in parts."
        : String.join("; ", hotKeys)
            + ". If these are no real members (a crawler, a test account), leave them out with 'where'; else see which rule or view brings all records of a key together. If it is not the key but one file that cannot be cut (gzip), have it delivered in parts.";
  }

  private static void add(StageFigures stage, int cores, String cause, List<String> findings) {
    if (isUneven(stage)) {
      findings.add(
          named(stage)
              + "one task took %s, the one in the middle %s, and had %s to %s. %s"
                  .formatted(
                      seconds(stage.longestTask()),
                      seconds(stage.medianTask()),
                      share(stage.mostRecords(), stage.mostBytes()),
                      share(stage.medianRecords(), stage.medianBytes()),
                      cause));
    }
    if (stage.tasks() == 1 && cores > 1 && stage.longestTask() >= LONG_TASK) {
      findings.add(
          named(stage)
              + "all was done by one task in %s while other cores waited: its input could not be cut, as a packed file cannot. Have it delivered in parts, or unpacked."
                  .formatted(seconds(stage.longestTask())));
    }
    if (stage.spilled() > 0) {
      findings.add(
          named(stage)
              + "%d MB were written to disk for want of memory. Give more: LOADSTAR_JAVA_OPTS=-Xmx2g."
                  .formatted(Math.max(1, stage.spilled() / MEGABYTE)));
    }
    if (stage.running() >= LONG_TASK && stage.collecting() > stage.running() * MUCH_COLLECTING) {
      findings.add(
          named(stage)
              + "Java collected garbage in %d of 100 seconds. Give more memory: LOADSTAR_JAVA_OPTS=-Xmx2g."
                  .formatted(100 * stage.collecting() / stage.running()));
    }
    if (stage.tasks() >= MANY_TASKS && stage.medianTask() < SHORT_TASK) {
      findings.add(
          named(stage)
              + "%d tasks of %d ms each: starting them took longer than their work. Have larger files delivered."
                  .formatted(stage.tasks(), stage.medianTask()));
    }
  }

  /** By time and by records: a task that waits for the warehouse has no more of them. */
  private static boolean isUneven(StageFigures stage) {
    return stage.tasks() > 1
        && stage.longestTask() >= NOTABLE_TASK
        && stage.longestTask() > UNEVEN * stage.medianTask()
        && (stage.mostRecords() > UNEVEN * stage.medianRecords()
            || stage.mostBytes() > UNEVEN * stage.medianBytes());
  }

  private static String share(long records, long bytes) {
    return "%s (%.1f MB)".formatted(Counted.of(records, "record"), bytes / (double) MEGABYTE);
  }

  private static String named(StageFigures stage) {
    return "Stage %d (%s): "
        .formatted(stage.ordinal(), stage.station().isEmpty() ? stage.name() : stage.station());
  }

  private static String seconds(long milliseconds) {
    return "%d.%d s".formatted(milliseconds / 1_000, milliseconds % 1_000 / 100);
  }
}
