package io.loadstar.validate;

import io.loadstar.batch.BatchSource;
import io.loadstar.batch.InputFile;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.InputErrors;
import io.loadstar.error.JsonErrors;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Threshold;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.RuleCount;
import io.loadstar.model.run.SourceCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides from the counts whether a batch may be published. */
public record AcceptancePolicy(SubjectArea area, BatchCounts counts) {
  private static final Set<String> REJECTING =
      Set.of(Severity.QUARANTINE.word(), Severity.FAIL.word());

  /** Files that a message names at most. */
  private static final int SHOWN = 3;

  /** Whether a rule that must hold is broken, or too much was quarantined. */
  public boolean isTooMuch() {
    return firstThatFails().isPresent() || !exceeded().isEmpty() || hopeless().isPresent();
  }

  /**
   * Why it is too much.
   *
   * @param folder where the user finds the records
   */
  public RuntimeException tooMuch(Map<String, ValidatedSource> sources, String folder) {
    return firstThatFails()
        .map(rule -> failRule(rule, Objects.requireNonNull(sources.get(rule.source()))))
        .or(
            () ->
                hopeless()
                    .map(
                        source ->
                            nothingLoaded(
                                source,
                                Objects.requireNonNull(sources.get(source.source())),
                                folder)))
        .orElseGet(() -> BatchErrors.threshold(exceeded(), folder));
  }

  /** What is added may be little, but no record of it may break a rule that must hold. */
  public void refuseFailRules(Map<String, ValidatedSource> sources) {
    Optional<RuleCount> first = firstThatFails();
    if (first.isPresent()) {
      throw failRule(first.get(), Objects.requireNonNull(sources.get(first.get().source())));
    }
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

  /**
   * Refuses the batch if a source brought no record and the spec does not allow that, or if no
   * record of it has a field that the spec names.
   */
  public void refuseNothingRead(BatchSource input) {
    for (SourceCounts source : counts.sources()) {
      SourceSpec spec = area.source(source.source()).orElseThrow();
      String shown =
          String.join(", ", input.files(spec).stream().map(InputFile::shown).limit(SHOWN).toList());
      if (source.read() == 0 && !spec.allowEmpty()) {
        throw InputErrors.noRecords(source.source(), shown);
      }
      List<String> absent = input.absentFields(spec);
      if (!absent.isEmpty()) {
        throw JsonErrors.absentFields(source.source(), shown, absent);
      }
    }
  }

  /** The source that has records of which none can be loaded, where the spec does not allow it. */
  private Optional<SourceCounts> hopeless() {
    return counts.sources().stream()
        .filter(source -> source.read() > 0 && source.quarantined() == source.read())
        .filter(
            source ->
                area.source(source.source())
                    .orElseThrow()
                    .quarantineAtMost()
                    .filter(Threshold::allowsAll)
                    .isEmpty())
        .findFirst();
  }

  private RuntimeException nothingLoaded(SourceCounts of, ValidatedSource source, String folder) {
    RuleCount commonest = commonest(of.source()).orElseThrow();
    RuleExample example = RuleExample.of(commonest, source);
    return BatchErrors.nothingLoaded(
        of.source(),
        of.read(),
        name(commonest),
        commonest.records(),
        example.place() + ": " + example.problem() + "." + example.cure(),
        folder);
  }

  /** The rule for which most of a source's records were kept out. */
  private Optional<RuleCount> commonest(String source) {
    return counts.rules().stream()
        .filter(rule -> rule.source().equals(source) && REJECTING.contains(rule.severity()))
        .max(Comparator.comparingLong(RuleCount::records));
  }

  /** Of each rule that most records of a source break, one example. */
  public List<String> notes(Map<String, ValidatedSource> sources) {
    List<String> notes = new ArrayList<>();
    for (SourceCounts source : counts.sources()) {
      commonest(source.source())
          .filter(rule -> rule.records() * 2 > source.read())
          .ifPresent(
              rule -> {
                RuleExample example =
                    RuleExample.of(rule, Objects.requireNonNull(sources.get(source.source())));
                notes.add(
                    "%s.%s keeps out %d of %d records, such as %s: %s.%s"
                        .formatted(
                            source.source(),
                            name(rule),
                            rule.records(),
                            source.read(),
                            example.place(),
                            example.problem(),
                            example.cure()));
              });
    }
    return notes;
  }

  private static String name(RuleCount rule) {
    return rule.column().isEmpty() ? rule.rule() : rule.column() + "." + rule.rule();
  }

  private static RuntimeException failRule(RuleCount rule, ValidatedSource source) {
    RuleExample example = RuleExample.of(rule, source);
    return BatchErrors.failRule(
        rule.source() + "." + name(rule), example.place(), example.problem());
  }
}
