package io.loadstar.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A method of ours as an expression of Spark's, for what every row needs several times. It is
 * called from the generated code on Spark's own form of values; a UDF would convert each of them.
 */
public final class StaticMethod {
  private StaticMethod() {}

  /**
   * The method's result; NULL where an argument is NULL, or the method returns null.
   *
   * @param method name of a public static method of a public class; it depends on its arguments
   *     only
   */
  public static Column call(Class<?> owner, String method, DataType result, Column... arguments) {
    List<Expression> values = Arrays.stream(arguments).map(ExpressionUtils::expression).toList();
    List<AbstractDataType> asTheyAre = List.of();
    boolean propagatesNull = true;
    boolean mayReturnNull = true;
    boolean isDeterministic = true;
    return ExpressionUtils.column(
        new StaticInvoke(
            owner,
            result,
            method,
            seq(values),
            seq(asTheyAre),
            propagatesNull,
            mayReturnNull,
            isDeterministic,
            Option.empty()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return CollectionConverters.asScala(list).toSeq();
  }
}
