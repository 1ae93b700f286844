package io.loadstar.validate.record;

import io.loadstar.batch.Lateness;
import io.loadstar.batch.RecordStatus;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a few records break, each looked at by itself: not whether others are equal to them, nor
 * whether what they refer to is there.
 *
 * @param records how many were looked at
 * @param keptOut how many of them would be quarantined
 */
public record FoundFaults(long records, long keptOut, List<Fault> faults) {

  /**
   * Records that broke a rule.
   *
   * @param message of the first of them
   */
  public record Fault(String rule, String column, long records, String message) {
    private Fault and() {
      return new Fault(rule, column, records + 1, message);
    }
  }

  /** Holds raw rows, few enough for the driver, against a source's rules. */
  public static FoundFaults of(
      Dataset<Row> raw, SourceSpec source, SubjectArea area, LocalDate batchDate) {
    Map<List<String>, Fault> faults = new LinkedHashMap<>();
    long records = 0;
    long keptOut = 0;
    for (Row row :
        RecordRules.validate(raw, source, area, batchDate, Lateness.NONE, Set.of())
            .select(RecordStatus.STATUS, RecordStatus.REASONS)
            .collectAsList()) {
      records++;
      keptOut += row.getString(0).equals(RecordStatus.QUARANTINED) ? 1 : 0;
      List<Row> reasons = row.isNullAt(1) ? List.of() : row.getList(1);
      for (Row reason : reasons) {
        Fault fault = fault(reason);
        faults.merge(List.of(fault.rule(), fault.column()), fault, (first, another) -> first.and());
      }
    }
    return new FoundFaults(records, keptOut, List.copyOf(faults.values()));
  }

  private static Fault fault(Row reason) {
    String value = reason.getAs("value");
    String message = reason.getAs("message");
    String shown = value == null ? message : "\"" + value + "\" " + message;
    return new Fault(reason.getAs("rule"), reason.getAs("column"), 1, shown);
  }
}
