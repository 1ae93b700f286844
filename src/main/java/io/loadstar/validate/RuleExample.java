package io.loadstar.validate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.batch.RecordPlace;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.run.RuleCount;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * A record that breaks a rule.
 *
 * @param place file and line
 * @param problem the value, if it may be shown, and what is wrong with it
 * @param cure what the spec could say if the record is right, with a space before it; may be empty
 */
record RuleExample(String place, String problem, String cure) {

  /** The first record of a source that breaks the rule; one is known to be there. */
  static RuleExample of(RuleCount rule, ValidatedSource source) {
    Column isIt =
        col("reason.rule")
            .equalTo(lit(rule.rule()))
            .and(col("reason.column").equalTo(lit(rule.column())));
    Row found =
        source
            .rejected()
            .select(
                col("_file"),
                col("_line"),
                col("_offset"),
                functions.explode(col("_reasons")).as("reason"))
            .filter(isIt)
            .select("_file", "_line", "_offset", "reason.value", "reason.message")
            .first();
    Long line = found.isNullAt(1) ? null : Long.valueOf(found.getLong(1));
    String value = found.isNullAt(3) ? "" : "'" + found.getString(3) + "' ";
    Optional<ColumnSpec> column = source.source().column(rule.column());
    return new RuleExample(
        RecordPlace.shown(source.source(), found.getString(0), line, found.getLong(2)),
        value + found.getString(4),
        found.isNullAt(3)
            ? ""
            : column
                .flatMap(one -> LikelyCure.of(one, rule.rule(), found.getString(3)))
                .map(cure -> " " + cure)
                .orElse(""));
  }
}
