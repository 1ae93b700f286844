package io.loadstar.validate;

import io.loadstar.batch.RawRows;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.ReferredFields;
import io.loadstar.spark.ReferredRecord;
import io.loadstar.spark.Tried;
import io.loadstar.validate.RejectedValues.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Measures that are computed from values of referred records, too, and may fail on some. They are
 * tried before anything is staged, for which their records are joined once more.
 *
 * @param others validated sources, by name
 */
record ReferredMeasures(SubjectArea area, Function<String, ValidatedSource> others) {

  /** What tells a record. */
  static final List<String> PLACE = List.of(RawRows.FILE, RawRows.OFFSET);

  /**
   * One measure that may fail.
   *
   * @param places of the accepted records on which it fails
   */
  record Failing(Reason reason, Dataset<Row> places) {}

  List<Failing> of(SourceSpec source, Dataset<Row> rows) {
    return area.facts().stream()
        .filter(fact -> fact.from().equals(source.name()))
        .flatMap(
            fact ->
                fact.measures().stream()
                    .filter(measure -> !isColumn(measure))
                    .filter(measure -> ReferredFields.mayUse(source, measure.expression()))
                    .map(measure -> failing(rows, measure, used(rows, source, measure))))
        .toList();
  }

  private Map<SourceReference, Set<String>> used(
      Dataset<Row> rows, SourceSpec source, Measure measure) {
    Map<SourceReference, Set<String>> used = new LinkedHashMap<>();
    for (SourceReference reference : source.references()) {
      Set<String> columns =
          ReferredRecord.used(rows.sparkSession(), area, source, List.of(measure), reference);
      if (!columns.isEmpty()) {
        used.put(reference, columns);
      }
    }
    return used;
  }

  private Failing failing(
      Dataset<Row> rows, Measure measure, Map<SourceReference, Set<String>> used) {
    Dataset<Row> joined = rows.filter(RecordStatus.isAccepted());
    for (Map.Entry<SourceReference, Set<String>> entry : used.entrySet()) {
      SourceReference reference = entry.getKey();
      ValidatedSource referred = others.apply(reference.to());
      Dataset<Row> wanted = referred.records(reference.key(), entry.getValue());
      joined = ReferredRecord.join(joined, reference, wanted, entry.getValue(), referred.isSmall());
    }
    Dataset<Row> failing =
        joined
            .filter(Tried.failed(Tried.of(functions.expr(measure.expression()))))
            .select(RawRows.FILE, RawRows.OFFSET);
    return new Failing(
        new Reason(measure.name(), List.of(), "cannot be computed: " + measure.expression()),
        failing);
  }

  /** A value that is only taken over cannot fail. */
  private static boolean isColumn(Measure measure) {
    return measure.expression().strip().matches("\\w+(\\.\\w+)?");
  }
}
