package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.InputErrors;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.RuleCount;
import io.loadstar.model.run.SourceCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Decides from the counts whether a batch may be published. */
public record AcceptancePolicy(SubjectArea area, BatchCounts counts) {
  /** Whether a rule that must hold is broken, or too much was quarantined. */
  public boolean isTooMuch() {
    return firstThatFails().isPresent() || !exceeded().isEmpty();
  }

  /**
   * Why it is too much.
   *
   * @param folder where the user finds the records
   */
  public RuntimeException tooMuch(Map<String, ValidatedSource> sources, String folder) {
    return firstThatFails()
        .map(rule -> failRule(rule, Objects.requireNonNull(sources.get(rule.source()))))
        .orElseGet(() -> BatchErrors.threshold(exceeded(), folder));
  }

  private Optional<RuleCount> firstThatFails() {
    return counts.rules().stream()
        .filter(rule -> rule.severity().equals(Severity.FAIL.word()))
        .findFirst();
  }

  private List<String> exceeded() {
    List<String> exceeded = new ArrayList<>();
    for (SourceCounts source : counts.sources()) {
      area.source(source.source())
          .orElseThrow()
          .quarantineAtMost()
          .filter(threshold -> threshold.isExceeded(source.read(), source.quarantined()))
          .ifPresent(
              threshold ->
                  exceeded.add(
                      source.source()
                          + ": "
                          + source.quarantined()
                          + " of "
                          + source.read()
                          + " records, where at most "
                          + threshold.text()
                          + " are allowed"));
    }
    return exceeded;
  }

  /** Refuses the batch if a source brought no record and the spec does not allow that. */
  public void refuseNothingRead(BatchSource input) {
    for (SourceCounts source : counts.sources()) {
      SourceSpec spec = area.source(source.source()).orElseThrow();
      if (source.read() == 0 && !spec.allowEmpty()) {
        List<String> shown = input.files(spec).stream().map(InputFile::shown).toList();
        throw InputErrors.noRecords(source.source(), String.join(", ", shown));
      }
    }
  }

  private static RuntimeException failRule(RuleCount rule, ValidatedSource source) {
    Row example =
        source
            .rejected()
            .select(
                col("_file"),
                col("_line"),
                col("_offset"),
                functions.explode(col("_reasons")).as("reason"))
            .filter(col("reason.severity").equalTo(lit(Severity.FAIL.word())))
            .select("_file", "_line", "_offset", "reason.value", "reason.message")
            .first();
    String place =
        example.getString(0)
            + (example.isNullAt(1)
                ? ", byte " + example.getLong(2)
                : ", line " + example.getLong(1));
    String value = example.isNullAt(3) ? "" : "'" + example.getString(3) + "' ";
    String name = rule.column().isEmpty() ? rule.rule() : rule.column() + "." + rule.rule();
    return BatchErrors.failRule(rule.source() + "." + name, place, value + example.getString(4));
  }
}
