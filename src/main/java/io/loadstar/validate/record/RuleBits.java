package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Which of many rules a record breaks, as bits of a few numbers. Each rule is evaluated once, a
 * valid record costs no allocation, and Spark's plans stay small.
 */
final class RuleBits {
  private static final int BITS = 62;

  private final String name;
  private final List<Rule> checks;

  /**
   * Bits for these rules.
   *
   * @param name start of the names of the bit columns
   */
  RuleBits(String name, List<Rule> checks) {
    this.name = name;
    this.checks = checks;
  }

  boolean isEmpty() {
    return checks.isEmpty();
  }

  /** The columns to add before anything else here is asked. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (int first = 0; first < checks.size(); first += BITS) {
      Column bits = lit(0L);
      for (int i = first; i < Math.min(checks.size(), first + BITS); i++) {
        bits = bits.bitwiseOR(when(checks.get(i).isBroken(), lit(bit(i))).otherwise(lit(0L)));
      }
      columns.add(bits.as(column(first)));
    }
    return columns;
  }

  /** Names of {@link #columns}. */
  List<Column> names() {
    return IntStream.range(0, checks.size())
        .filter(i -> i % BITS == 0)
        .mapToObj(first -> col(column(first)))
        .toList();
  }

  /** Whether a rule is broken for which records are rejected. */
  Column isRejected() {
    return anyBroken(
        check -> check.severity() == Severity.QUARANTINE || check.severity() == Severity.FAIL);
  }

  /** Whether any of the rules is broken that {@code wanted} names. */
  Column anyBroken(Predicate<Rule> wanted) {
    Column any = lit(false);
    for (int first = 0; first < checks.size(); first += BITS) {
      long bits = 0;
      for (int i = first; i < Math.min(checks.size(), first + BITS); i++) {
        bits |= wanted.test(checks.get(i)) ? bit(i) : 0;
      }
      if (bits != 0) {
        any = any.or(col(column(first)).bitwiseAND(lit(bits)).notEqual(lit(0L)));
      }
    }
    return any;
  }

  /** All reasons of a record in the order of the rules, NULL where no rule is broken. */
  Column reasons() {
    List<Column> parts = new ArrayList<>();
    for (int first = 0; first < checks.size(); first += BITS) {
      parts.add(reasons(first, Math.min(checks.size(), first + BITS)));
    }
    Column all = parts.size() == 1 ? parts.get(0) : functions.concat(parts.toArray(Column[]::new));
    return when(anyBroken(check -> true), all);
  }

  private Column reasons(int first, int end) {
    List<Column> rules = new ArrayList<>();
    List<Column> values = new ArrayList<>();
    for (Rule check : checks.subList(first, end)) {
      values.add(check.value());
      rules.add(
          struct(
              lit(check.rule()).as("rule"),
              lit(check.column()).as("column"),
              lit(check.message()).as("message"),
              lit(check.severity().word()).as("severity")));
    }
    return BrokenRules.reasons(
        col(column(first)),
        array(rules.toArray(Column[]::new)),
        array(values.toArray(Column[]::new)));
  }

  private String column(int first) {
    return name + first / BITS;
  }

  private static long bit(int index) {
    return 1L << (index % BITS);
  }
}
