package io.loadstar.model.run;

import java.time.LocalDate;
import java.util.List;

/**
 * What one published run did.
 *
 * @param notes what people should know of the run besides
 * @param milliseconds how long it took so far; some steps go on side by side
 */
public record LoadReport(
    long runId,
    String subjectArea,
    LocalDate batchDate,
    String warehouse,
    String input,
    List<SourceCounts> sources,
    List<RuleCount> rules,
    List<TableCount> tables,
    List<StepTime> steps,
    List<String> notes,
    long milliseconds,
    String quarantine) {

  public long read() {
    return sources.stream().mapToLong(SourceCounts::read).sum();
  }

  public long loaded() {
    return sources.stream().mapToLong(SourceCounts::loaded).sum();
  }

  public long duplicates() {
    return sources.stream().mapToLong(SourceCounts::duplicates).sum();
  }

  public long quarantined() {
    return sources.stream().mapToLong(SourceCounts::quarantined).sum();
  }
}
