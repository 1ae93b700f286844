package io.loadstar.validate.record;

import io.loadstar.model.Severity;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * One rule as Spark evaluates it.
 *
 * @param column the column concerned, empty for rules of the whole record
 * @param broken true, false, or NULL; NULL counts as broken
 * @param value the offending value as it came, a string
 */
record Rule(
    String rule, String column, Severity severity, Column broken, Column value, String message) {

  Column isBroken() {
    return functions.coalesce(broken, functions.lit(true));
  }
}
