package io.loadstar.pipeline;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;

import io.loadstar.model.RuleCount;
import io.loadstar.model.SourceCounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts of a batch: records by fate and by broken rule, of all sources in one job. */
record BatchCounts(List<SourceCounts> sources, List<RuleCount> rules) {
  /** This job is the first to use the rows, and so the pass that reads and validates them. */
  static BatchCounts of(Collection<Judged> judged) {
    Dataset<Row> fates =
        judged.stream().map(BatchCounts::fates).reduce(Dataset::union).orElseThrow();
    Map<String, Long> statuses = new HashMap<>();
    List<RuleCount> rules = new ArrayList<>();
    for (Row row : fates.groupBy("source", "rule", "column", "severity").count().collectAsList()) {
      String source = row.getString(0);
      if (row.getString(1).isEmpty()) {
        statuses.put(source + "/" + row.getString(3), row.getLong(4));
      } else {
        rules.add(
            new RuleCount(
                source, row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
      }
    }
    rules.sort(
        java.util.Comparator.comparing(RuleCount::source)
            .thenComparing(RuleCount::rule)
            .thenComparing(RuleCount::column));
    return new BatchCounts(judged.stream().map(source -> counts(source, statuses)).toList(), rules);
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

  /** One row for the record's status, under an empty rule, and one for each reason. */
  private static Dataset<Row> fates(Judged judged) {
    Column status =
        array(struct(lit("").as("rule"), lit("").as("column"), col("_status").as("severity")));
    Column reasons =
        transform(
            col("_reasons"),
            reason ->
                struct(
                    reason.getField("rule").as("rule"),
                    reason.getField("column").as("column"),
                    reason.getField("severity").as("severity")));
    Column none = org.apache.spark.sql.functions.filter(status, one -> lit(false));
    return judged
        .rows()
        .select(
            lit(judged.source().name()).as("source"),
            explode(concat(status, coalesce(reasons, none))).as("fate"))
        .select("source", "fate.rule", "fate.column", "fate.severity");
  }
}
