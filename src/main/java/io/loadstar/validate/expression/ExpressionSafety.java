package io.loadstar.validate.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import scala.jdk.javaapi.CollectionConverters;

/** What a spec's expression may not do, however valid it is: it computes a value of a record. */
final class ExpressionSafety {
  private static final Set<String> REFLECTION = Set.of("reflect", "java_method", "try_reflect");

  private ExpressionSafety() {}

  /** Why the last column of a selection is refused; empty if it is not. */
  static Optional<String> problem(Dataset<Row> selection) {
    List<Expression> selected =
        CollectionConverters.asJava(
            ((org.apache.spark.sql.classic.Dataset<Row>) selection)
                .queryExecution()
                .analyzed()
                .expressions()
                .toSeq());
    return problem(selected.get(selected.size() - 1));
  }

  private static Optional<String> problem(Expression expression) {
    if (expression instanceof SubqueryExpression) {
      return Optional.of("holds a query; only the record's own columns can be used");
    }
    if (REFLECTION.contains(expression.prettyName())) {
      return Optional.of(
          "calls '"
              + expression.prettyName()
              + "', which runs any Java method; use other functions");
    }
    Optional<String> below =
        CollectionConverters.asJava(expression.children()).stream()
            .map(ExpressionSafety::problem)
            .flatMap(Optional::stream)
            .findFirst();
    boolean isLuck = below.isEmpty() && !expression.deterministic();
    return isLuck
        ? Optional.of("gives another value each time, so that a re-run would give another star")
        : below;
  }
}
