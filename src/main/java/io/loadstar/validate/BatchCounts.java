package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;

import io.loadstar.batch.RecordStatus;
import io.loadstar.model.run.RuleCount;
import io.loadstar.model.run.SourceCounts;
import io.loadstar.spark.InternalRows;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Counts of a batch: records by fate and by broken rule, of all sources in one job. */
public record BatchCounts(List<SourceCounts> sources, List<RuleCount> rules) {
  /** Of a reason: rule, column, value, message, severity. */
  private static final int REASON_FIELDS = 5;

  public static BatchCounts of(Collection<ValidatedSource> sources) {
    Map<Fate, Long> fates = new HashMap<>();
    sources.stream()
        .map(BatchCounts::fates)
        .reduce(JavaRDD::union)
        .orElseThrow()
        .collect()
        .forEach(part -> part.forEach((fate, count) -> fates.merge(fate, count, Long::sum)));
    return new BatchCounts(
        sources.stream().map(source -> counts(source, fates)).toList(), rules(fates));
  }

  private static List<RuleCount> rules(Map<Fate, Long> fates) {
    return fates.entrySet().stream()
        .filter(fate -> !fate.getKey().rule().isEmpty())
        .map(
            fate ->
                new RuleCount(
                    fate.getKey().source(),
                    fate.getKey().rule(),
                    fate.getKey().column(),
                    fate.getKey().severity(),
                    fate.getValue()))
        .sorted(
            Comparator.comparing(RuleCount::source)
                .thenComparing(RuleCount::rule)
                .thenComparing(RuleCount::column))
        .toList();
  }

  /** Whether a source has records to be quarantined. */
  public boolean hasQuarantined(String name) {
    return sources.stream()
        .anyMatch(source -> source.source().equals(name) && source.quarantined() > 0);
  }

  public long quarantined() {
    return sources.stream().mapToLong(SourceCounts::quarantined).sum();
  }

  private static SourceCounts counts(ValidatedSource validated, Map<Fate, Long> fates) {
    String name = validated.source().name();
    return new SourceCounts(
        name,
        validated.read().get() - fates.getOrDefault(Fate.of(name, RecordStatus.FOREIGN), 0L),
        validated.clean().map(CleanRows::count).orElse(0L)
            + fates.getOrDefault(Fate.of(name, RecordStatus.ACCEPTED), 0L),
        fates.getOrDefault(Fate.of(name, RecordStatus.QUARANTINED), 0L),
        fates.getOrDefault(Fate.of(name, RecordStatus.DUPLICATE), 0L),
        fates.getOrDefault(Fate.of(name, RecordStatus.LEFT_OUT), 0L));
  }

  /** Counts of a partition each; few records have reasons, so grouping by them would not pay. */
  private static JavaRDD<Map<Fate, Long>> fates(ValidatedSource validated) {
    String source = validated.source().name();
    return InternalRows.of(
            validated.rest().select(col(RecordStatus.STATUS), col(RecordStatus.REASONS)))
        .mapPartitions(own -> List.of(fates(source, own)).iterator());
  }

  private static Map<Fate, Long> fates(String source, Iterator<InternalRow> rows) {
    Map<Fate, Long> fates = new HashMap<>();
    Map<UTF8String, Fate> statuses = new HashMap<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      UTF8String status = row.getUTF8String(0);
      Fate known = statuses.get(status);
      if (known == null) {
        known = Fate.of(source, status.toString());
        statuses.put(status.copy(), known);
      }
      fates.merge(known, 1L, Long::sum);
      if (!row.isNullAt(1)) {
        ArrayData reasons = row.getArray(1);
        for (int i = 0; i < reasons.numElements(); i++) {
          fates.merge(Fate.of(source, reasons.getStruct(i, REASON_FIELDS)), 1L, Long::sum);
        }
      }
    }
    return fates;
  }

  /** A status of records of a source, under an empty rule, or a rule that they break. */
  private record Fate(String source, String rule, String column, String severity)
      implements Serializable {
    static Fate of(String source, String status) {
      return new Fate(source, "", "", status);
    }

    static Fate of(String source, InternalRow reason) {
      return new Fate(
          source,
          reason.getUTF8String(0).toString(),
          reason.getUTF8String(1).toString(),
          reason.getUTF8String(REASON_FIELDS - 1).toString());
    }
  }
}
