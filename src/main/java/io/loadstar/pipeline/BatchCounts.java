package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.posexplode_outer;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.RuleCount;
import io.loadstar.model.SourceCounts;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts of a batch: records by fate and by broken rule, of all sources in one job. */
record BatchCounts(List<SourceCounts> sources, List<RuleCount> rules) {
  static BatchCounts of(Collection<Judged> judged) {
    Dataset<Row> fates =
        judged.stream().map(BatchCounts::fates).reduce(Dataset::union).orElseThrow();
    Map<String, Long> statuses = new HashMap<>();
    Map<RuleCount, Long> rules = new HashMap<>();
    Dataset<Row> counted =
        fates
            .groupBy("source", "_status", "rule", "column", "severity")
            .agg(count(when(col("is_first"), lit(1))), count(lit(1)));
    for (Row row : counted.collectAsList()) {
      String source = row.getString(0);
      statuses.merge(source + "/" + row.getString(1), row.getLong(5), Long::sum);
      if (!row.isNullAt(2)) {
        RuleCount rule =
            new RuleCount(source, row.getString(2), row.getString(3), row.getString(4), 0);
        rules.merge(rule, row.getLong(6), Long::sum);
      }
    }
    return new BatchCounts(
        judged.stream().map(source -> counts(source, statuses)).toList(), sorted(rules));
  }

  private static List<RuleCount> sorted(Map<RuleCount, Long> rules) {
    return rules.entrySet().stream()
        .map(
            rule ->
                new RuleCount(
                    rule.getKey().source(),
                    rule.getKey().rule(),
                    rule.getKey().column(),
                    rule.getKey().severity(),
                    rule.getValue()))
        .sorted(
            Comparator.comparing(RuleCount::source)
                .thenComparing(RuleCount::rule)
                .thenComparing(RuleCount::column))
        .toList();
  }

  long quarantined() {
    return sources.stream().mapToLong(SourceCounts::quarantined).sum();
  }

  private static SourceCounts counts(Judged judged, Map<String, Long> statuses) {
    String name = judged.source().name();
    return new SourceCounts(
        name,
        judged.read().get(),
        statuses.getOrDefault(name + "/accepted", 0L),
        statuses.getOrDefault(name + "/quarantined", 0L),
        statuses.getOrDefault(name + "/duplicate", 0L));
  }

  /** A row for each rule that a record breaks, one without a rule if it breaks none. */
  private static Dataset<Row> fates(Judged judged) {
    Column isFirst = coalesce(col("pos"), lit(0)).equalTo(0);
    return judged
        .rows()
        .select(col("_status"), posexplode_outer(col("_reasons")))
        .select(
            lit(judged.source().name()).as("source"),
            col("_status"),
            col("col.rule"),
            col("col.column"),
            col("col.severity"),
            isFirst.as("is_first"));
  }
}
