package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.spark.Tried;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
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
    for (FactSpec fact : area.facts()) {
      for (Measure measure : fact.measures()) {
        if (fact.from().equals(source.name()) && canBeTried(measure.expression(), source)) {
          String name = measure.name();
          all.add(
              new RowExpression(
                  "_measure_" + fact.name() + "_" + name,
                  name,
                  measure.expression(),
                  false,
                  Severity.QUARANTINE));
        }
      }
    }
    return all;
  }

  /** A column alone cannot fail; of other records, and of persons, nothing is known here. */
  private static boolean canBeTried(String expression, SourceSpec source) {
    boolean isColumn = source.column(expression.strip()).isPresent();
    boolean takesOthers =
        source.references().stream().anyMatch(reference -> names(expression, reference.name()));
    boolean takesPersons =
        source.columns().stream()
            .anyMatch(column -> column.pii().isPresent() && names(expression, column.name()));
    return !isColumn && !takesOthers && !takesPersons;
  }

  private static boolean names(String expression, String name) {
    return expression.matches("(?si).*\\b\\Q" + name + "\\E\\b.*");
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
