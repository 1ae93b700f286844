package io.loadstar.spark;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.functions;

/**
 * An expression that may fail on a value, such as a division by zero: a struct of its result, or
 * NULL where it failed, so that a result of NULL is told from a failure. Spark must not lift parts
 * of it out of the struct, which {@code spark.sql.subexpressionElimination.enabled} would allow.
 */
public final class Tried {
  private static final String RESULT = "result";

  private Tried() {}

  public static Column of(Column expression) {
    Column result = functions.struct(expression.as(RESULT));
    return ExpressionUtils.column(new TryEval(ExpressionUtils.expression(result)));
  }

  /** Whether the expression failed. */
  public static Column failed(Column tried) {
    return tried.isNull();
  }

  public static Column result(Column tried) {
    return tried.getField(RESULT);
  }
}
