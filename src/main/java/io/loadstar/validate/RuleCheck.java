package io.loadstar.validate;

import io.loadstar.model.Severity;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * One rule as Spark evaluates it.
 *
 * @param column the column concerned, empty for rules of the whole record
 * @param broken true, false, or NULL; NULL counts as broken
 * @param value the offending value as it came
 */
record RuleCheck(
    String rule, String column, Severity severity, Column broken, Column value, Column message) {

  /** Longest part of a value that a reason repeats; the raw record has all of it. */
  private static final int SHOWN_VALUE = 200;

  static RuleCheck of(
      String rule, String column, Severity severity, Column broken, Column value, String message) {
    return new RuleCheck(rule, column, severity, broken, value, functions.lit(message));
  }

  Column isBroken() {
    return functions.coalesce(broken, functions.lit(true));
  }

  private Column reason() {
    return functions.struct(
        functions.lit(rule).as("rule"),
        functions.lit(column).as("column"),
        functions.substring(value, 1, SHOWN_VALUE).as("value"),
        message.as("message"),
        functions.lit(severity.word()).as("severity"));
  }

  /** All reasons of a record, null where no rule is broken, which is the cheap and usual case. */
  static Column reasons(List<RuleCheck> checks) {
    Column all =
        functions.array(
            checks.stream()
                .map(check -> functions.when(check.isBroken(), check.reason()))
                .toArray(Column[]::new));
    return functions.when(anyBroken(checks), functions.filter(all, Column::isNotNull));
  }

  static Column anyBroken(List<RuleCheck> checks) {
    return checks.stream().map(RuleCheck::isBroken).reduce(Column::or).orElseThrow();
  }
}
