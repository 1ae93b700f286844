package io.loadstar.quarantine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.SourceSpec;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Which quarantined records are judged again.
 *
 * @param source only of this one
 * @param rule only those that broke this one
 * @param from only those in this file, as a person has corrected them there
 */
public record ReplaySelection(
    Optional<String> source, Optional<String> rule, Optional<CorrectedFile> from) {
  static final String IS_SELECTED = "_is_selected";

  /** Adds whether a record is selected; one that was corrected has its new texts. */
  Dataset<Row> marked(
      SparkSession spark, Dataset<Row> records, SourceSpec spec, LocalDate batchDate) {
    Column isSelected = lit(source.map(spec.name()::equals).orElse(true));
    if (rule.isPresent()) {
      isSelected =
          isSelected.and(
              exists(col("reasons"), reason -> reason.getField("rule").equalTo(rule.get())));
    }
    if (from.isEmpty()) {
      return records.withColumn(IS_SELECTED, isSelected);
    }
    Dataset<Row> corrected = from.get().records(spark, spec.name(), batchDate);
    Column isCorrected = col("_corrected_id").isNotNull();
    Column isFree = isCorrected.and(functions.not(col("_is_withheld")));
    return records
        .join(
            functions.broadcast(corrected), col("record_id").equalTo(col("_corrected_id")), "left")
        .withColumn(IS_SELECTED, isSelected.and(isCorrected))
        .withColumn("_is_corrected", col("_is_corrected").or(isFree))
        .withColumn("record", when(isFree, col("_corrected")).otherwise(col("record")))
        .withColumn("_broken_rule", when(isFree, lit(null)).otherwise(col("_broken_rule")))
        .withColumn("_broken_message", when(isFree, lit(null)).otherwise(col("_broken_message")));
  }
}
