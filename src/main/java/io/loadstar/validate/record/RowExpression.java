package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.loadstar.batch.RecordStatus;
import io.loadstar.model.ExpressionText;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.ReferredFields;
import io.loadstar.spark.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * An expression over the typed columns of a record: a rule, or a measure that is computed later and
 * must not fail then.
 *
 * @param column name of the column that holds it, for {@link Tried}
 * @param isCondition whether it must be true, too
 */
record RowExpression(
    String column, String rule, String expression, boolean isCondition, Severity severity) {

  /** Column that holds what a source's {@code where} gives, for {@link Tried}. */
  private static final String WHERE = "_where";

  /** Whether a record is not meant; what cannot be computed is not left out. */
  static Column isLeftOut(SourceSpec source) {
    return source.where().isEmpty()
        ? lit(false)
        : not(Tried.failed(col(WHERE))).and(not(coalesce(Tried.result(col(WHERE)), lit(false))));
  }

  static List<RowExpression> of(SourceSpec source, SubjectArea area) {
    List<RowExpression> all = new ArrayList<>();
    source
        .where()
        .ifPresent(
            where ->
                all.add(
                    new RowExpression(
                        WHERE, where.name(), where.check(), false, where.onInvalid())));
    source
        .deletes()
        .ifPresent(
            deletes ->
                all.add(
                    new RowExpression(
                        "_deletes",
                        deletes.name(),
                        "(" + deletes.check() + ") is not null",
                        true,
                        deletes.onInvalid())));
    source
        .rules()
        .forEach(
            rule ->
                all.add(
                    new RowExpression(
                        "_rule_" + rule.name(),
                        rule.name(),
                        rule.check(),
                        true,
                        rule.onInvalid())));
    measures(source, area)
        .filter(measure -> !takesPersons(measure.expression(), source))
        .forEach(all::add);
    return all;
  }

  /** Measures over what becomes of values that tell of persons. */
  static List<RowExpression> ofPersons(SourceSpec source, SubjectArea area) {
    return measures(source, area)
        .filter(measure -> takesPersons(measure.expression(), source))
        .toList();
  }

  private static Stream<RowExpression> measures(SourceSpec source, SubjectArea area) {
    return area.facts().stream()
        .filter(fact -> fact.from().equals(source.name()))
        .flatMap(
            fact ->
                fact.measures().stream()
                    .filter(measure -> canBeTried(measure.expression(), source))
                    .map(
                        measure ->
                            new RowExpression(
                                "_measure_" + fact.name() + "_" + measure.name(),
                                measure.name(),
                                measure.expression(),
                                false,
                                Severity.QUARANTINE)));
  }

  /** Rows of whom this can be computed; the others are quarantined. */
  Dataset<Row> computable(Dataset<Row> rows) {
    return RecordStatus.reject(
        rows,
        rows.columns(),
        RecordStatus.isAccepted().and(Tried.failed(tried())),
        rule,
        List.of(),
        lit("cannot be computed: " + expression));
  }

  /** A column alone cannot fail; of other records nothing is known here. */
  private static boolean canBeTried(String expression, SourceSpec source) {
    boolean isColumn = source.column(expression.strip()).isPresent();
    return !isColumn && !ReferredFields.mayUse(source, expression);
  }

  private static boolean takesPersons(String expression, SourceSpec source) {
    return source.columns().stream()
        .anyMatch(
            column ->
                column.pii().isPresent() && ExpressionText.mayName(expression, column.name()));
  }

  Column tried() {
    return Tried.of(functions.expr(expression)).as(column);
  }

  List<Rule> rules() {
    Column tried = col(column);
    Column none = lit(null).cast("string");
    List<Rule> rules = new ArrayList<>();
    if (isCondition) {
      Column isBroken = not(Tried.failed(tried)).and(coalesce(not(Tried.result(tried)), lit(true)));
      rules.add(new Rule(rule, "", severity, isBroken, none, "does not hold: " + expression));
    }
    rules.add(
        new Rule(
            rule, "", severity, Tried.failed(tried), none, "cannot be computed: " + expression));
    return rules;
  }
}
