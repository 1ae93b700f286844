package io.loadstar.validate;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.Operation;
import io.loadstar.batch.PlanRecorder;
import io.loadstar.model.FactSpec;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.ViewSpec;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Tells a recorder of the operations of validation, each with the causes of its plan. */
final class ValidationPlans {
  private final SubjectArea area;
  private final PlanRecorder recorder;

  ValidationPlans(SubjectArea area, PlanRecorder recorder) {
    this.area = area;
    this.recorder = recorder;
  }

  void reading(SourceSpec source, Dataset<Row> rows, List<InputFile> files) {
    recorder.record(
        new Operation(
            source.name(),
            "read and validate " + source.name(),
            rows,
            comparisons(source),
            "",
            "",
            Optional.of(
                files.stream()
                    .max(Comparator.comparingLong(InputFile::length))
                    .orElse(new InputFile("", 0)))));
  }

  /** Records that others may equal, or that refer to nothing. */
  void comparing(SourceSpec source, Dataset<Row> rows) {
    Map<String, String> causes = new LinkedHashMap<>(comparisons(source));
    causes.putAll(missing(area, source));
    recorder.record(
        Operation.of(
            source.name(),
            "look again at records of " + source.name(),
            rows,
            causes,
            "missing keys, each once",
            ""));
  }

  void lookingUp(Relation source, List<String> columns, String target, Dataset<Row> rows) {
    String values = String.join(", ", columns);
    recorder.record(
        Operation.of(
            source.name(),
            "find values of " + values + " that " + target + " lacks",
            rows,
            Map.of(),
            "distinct " + values + " of " + source.name(),
            "keys of " + target));
  }

  void making(ViewSpec view, Dataset<Row> rows) {
    recorder.record(
        Operation.of(
            view.name(),
            "make view " + view.name(),
            rows,
            Map.of(),
            "what the select groups",
            "what the select joins"));
  }

  void trying(SourceSpec source, String measure, Dataset<Row> rows) {
    recorder.record(
        Operation.of(
            source.name(),
            "find records on which " + measure + " fails",
            rows,
            Map.of(),
            "",
            "records that " + source.name() + " refers to"));
  }

  private Map<String, String> comparisons(SourceSpec source) {
    Map<String, String> causes = new LinkedHashMap<>();
    causes.put(UniquenessRules.RANK_OF_DUPLICATES, "exact duplicates of " + source.name());
    for (Unique unique : area.uniques(source)) {
      causes.put(
          UniquenessRules.rankOf(unique),
          "unique key of " + source.name() + " (" + String.join(", ", unique.key()) + ")");
    }
    return causes;
  }

  /** Causes of joins with what a source's references do not find. */
  static Map<String, String> missing(SubjectArea area, SourceSpec source) {
    Map<String, String> causes = new LinkedHashMap<>();
    for (SourceReference reference : source.references()) {
      causes.put(RejectedValues.columnsOf(reference.name()), "missing keys of " + reference.name());
    }
    for (FactSpec fact : area.facts()) {
      if (fact.from().equals(source.name())) {
        fact.measures()
            .forEach(
                measure ->
                    causes.put(
                        RejectedValues.columnsOf(measure.name()),
                        "records on which " + measure.name() + " fails"));
        fact.dimensions()
            .forEach(
                reference ->
                    causes.put(
                        RejectedValues.columnsOf(reference.keyColumn()),
                        "missing keys of " + reference.keyColumn()));
      }
    }
    return causes;
  }
}
