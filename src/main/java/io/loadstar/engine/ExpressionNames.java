package io.loadstar.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import scala.jdk.javaapi.CollectionConverters;

/** Names that a Spark SQL expression uses. */
public final class ExpressionNames {
  private ExpressionNames() {}

  /**
   * Fields that the expression takes from {@code owner}, as in {@code owner.field}.
   *
   * @throws RuntimeException of Spark if the expression cannot be parsed
   */
  public static Set<String> fieldsOf(String owner, String expression) {
    Set<String> fields = new TreeSet<>();
    for (List<String> parts : names(new CatalystSqlParser().parseExpression(expression))) {
      if (parts.size() > 1 && parts.get(0).equals(owner)) {
        fields.add(parts.get(1));
      }
    }
    return fields;
  }

  private static List<List<String>> names(Expression expression) {
    List<List<String>> names = new ArrayList<>();
    for (Expression leaf : CollectionConverters.asJava(expression.collectLeaves())) {
      if (leaf instanceof UnresolvedAttribute attribute) {
        names.add(CollectionConverters.asJava(attribute.nameParts()));
      }
    }
    return names;
  }
}
