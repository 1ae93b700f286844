package io.loadstar.validate.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.aggregate.Collect;
import org.apache.spark.sql.catalyst.expressions.aggregate.First;
import org.apache.spark.sql.catalyst.expressions.aggregate.Last;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.catalyst.trees.TreePattern;
import scala.jdk.javaapi.CollectionConverters;

/** What a spec's Spark SQL may not do, however valid it is: a re-run must give the same. */
final class ExpressionSafety {
  private static final Set<String> REFLECTION = Set.of("reflect", "java_method", "try_reflect");

  /** Spark turns these words into the time of the run. */
  private static final Pattern WORD_OF_NOW =
      Pattern.compile("\\s*(now|today|tomorrow|yesterday)(\\s.*)?", Pattern.DOTALL);

  private static final Pattern LITERAL_OF_NOW =
      Pattern.compile("(date|timestamp(_ltz|_ntz)?)\\s*['\"](.*)['\"]", Pattern.DOTALL);

  private ExpressionSafety() {}

  /** Why the last column of a selection of plain columns is refused; empty if it is not. */
  static Optional<String> problem(Dataset<Row> selection) {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) selection).queryExecution().analyzed();
    // Spark moves these out of the expression, into steps of their own.
    if (plan.containsPattern(TreePattern.WINDOW())) {
      return Optional.of(
          "looks at other records; only the record's own columns can be used. To choose among"
              + " records, use 'unique' with 'keep'");
    }
    if (plan.containsPattern(TreePattern.GENERATE())) {
      return Optional.of(
          "makes several rows of one; to split a text, make the column an array, and a bridge"
              + " of it");
    }
    List<Expression> selected = CollectionConverters.asJava(plan.expressions().toSeq());
    Expression last = selected.get(selected.size() - 1);
    return last.containsPattern(TreePattern.PLAN_EXPRESSION())
        ? Optional.of("holds a query; only the record's own columns can be used")
        : problem(last);
  }

  /** Why a whole select is refused; empty if it is not. */
  static Optional<String> problemOfSelect(LogicalPlan plan) {
    if (plan instanceof GlobalLimit || plan instanceof Offset || plan instanceof Sample) {
      return Optional.of(
          "takes some rows of many, so that a re-run might take others; rank them with"
              + " row_number() and keep those of a rank");
    }
    if (plan instanceof Aggregate
        && CollectionConverters.asJava(plan.expressions().toSeq()).stream()
            .anyMatch(ExpressionSafety::takesAny)) {
      return Optional.of(
          "takes a value of whichever record comes first, so that a re-run might take another; use"
              + " min, max, min_by or max_by");
    }
    return Stream.of(
            CollectionConverters.asJava(plan.expressions().toSeq()).stream()
                .map(ExpressionSafety::problem),
            CollectionConverters.asJava(plan.children()).stream()
                .map(ExpressionSafety::problemOfSelect),
            CollectionConverters.asJava(plan.subqueries()).stream()
                .map(ExpressionSafety::problemOfSelect))
        .flatMap(problems -> problems)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Of a group, in the order in which its records happen to come. */
  private static boolean takesAny(Expression expression) {
    return expression instanceof First
        || expression instanceof Last
        || expression instanceof Collect<?>
        || (expression instanceof RuntimeReplaceable replaced && takesAny(replaced.replacement()))
        || CollectionConverters.asJava(expression.children()).stream()
            .anyMatch(ExpressionSafety::takesAny);
  }

  private static Optional<String> problem(Expression expression) {
    if (REFLECTION.contains(expression.prettyName())) {
      return Optional.of(
          "calls '"
              + expression.prettyName()
              + "', which runs any Java method; use other functions");
    }
    if (isOfTheRun(expression)) {
      return Optional.of(
          "depends on when and where it runs, so that a re-run would give another star; for the"
              + " day of the batch, use a column with from: '{batch_date}'");
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

  /** The time, the user or the zone of the run, as a function or as a word. */
  private static boolean isOfTheRun(Expression expression) {
    boolean isFunction =
        expression.nodePatterns().contains(TreePattern.CURRENT_LIKE())
            || expression.prettyName().startsWith("current_");
    return isFunction || isCastOfNow(expression) || isLiteralOfNow(expression);
  }

  private static boolean isCastOfNow(Expression expression) {
    if (!(expression instanceof Cast cast) || !(cast.child() instanceof Literal literal)) {
      return false;
    }
    boolean isTime = isTime(cast.dataType().typeName());
    return isTime && literal.value() != null && isNow(literal.value().toString());
  }

  /** Spark has computed it while it read the text, so the text tells. */
  private static boolean isLiteralOfNow(Expression expression) {
    if (!(expression instanceof Literal) || !isTime(expression.dataType().typeName())) {
      return false;
    }
    Origin origin = expression.origin();
    if (origin.sqlText().isEmpty() || origin.startIndex().isEmpty()) {
      return false;
    }
    String text = origin.sqlText().get();
    int start = (Integer) origin.startIndex().get();
    int end = Math.min(text.length(), (Integer) origin.stopIndex().get() + 1);
    var literal =
        LITERAL_OF_NOW.matcher(text.substring(start, end).trim().toLowerCase(Locale.ROOT));
    return literal.matches() && isNow(literal.group(3));
  }

  private static boolean isTime(String type) {
    return type.equals("date") || type.startsWith("timestamp");
  }

  private static boolean isNow(String text) {
    return WORD_OF_NOW.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }
}
