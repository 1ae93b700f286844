package io.loadstar.spark;

import io.loadstar.model.ExpressionText;
import io.loadstar.model.Relation;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What an expression takes from the records that a source refers to: each is a struct of the
 * reference's name beside the source's own columns.
 */
public final class ReferredFields {
  private ReferredFields() {}

  /** The columns that an expression over a source or a view may use. */
  public static StructType columns(SubjectArea area, Relation source) {
    StructType columns = SparkTypes.row(source);
    for (SourceReference reference : source.references()) {
      Optional<SourceSpec> target = area.source(reference.to());
      boolean isHidden =
          Arrays.stream(columns.fieldNames()).anyMatch(reference.name()::equalsIgnoreCase);
      if (target.isPresent() && !isHidden) {
        columns = columns.add(reference.name(), SparkTypes.row(target.get()), true);
      }
    }
    return columns;
  }

  /** Whether an expression names one of a source's references, if only in a text. */
  public static boolean mayUse(Relation source, String expression) {
    return source.references().stream()
        .anyMatch(reference -> ExpressionText.mayName(expression, reference.name()));
  }

  /**
   * Fields of the referred record that an expression uses, as Spark understands it; all of them if
   * it uses the record as a whole.
   *
   * @param columns as {@link #columns} gives them
   * @throws RuntimeException of Spark's, unchecked or not, if the expression is no Spark SQL
   */
  public static Set<String> used(
      SparkSession spark, StructType columns, SourceReference reference, String expression) {
    boolean isThere =
        Arrays.stream(columns.fields())
            .anyMatch(
                field ->
                    field.name().equals(reference.name())
                        && field.dataType() instanceof StructType);
    if (!isThere) {
      return Set.of();
    }
    Dataset<Row> empty = spark.createDataFrame(List.of(), columns);
    Dataset<Row> resolved =
        empty.select(functions.col("*"), functions.expr(expression).as("_used"));
    Set<String> used = new TreeSet<>();
    List<Expression> selected =
        CollectionConverters.asJava(
            ((org.apache.spark.sql.classic.Dataset<Row>) resolved)
                .queryExecution()
                .analyzed()
                .expressions()
                .toSeq());
    collect(selected.get(selected.size() - 1), reference.name(), used);
    return used;
  }

  /** Spark keeps a column's name as the expression writes it, in whatever case. */
  private static void collect(Expression expression, String owner, Set<String> used) {
    if (expression instanceof GetStructField field
        && field.child() instanceof AttributeReference record
        && record.name().equalsIgnoreCase(owner)) {
      used.add(field.childSchema().fields()[field.ordinal()].name());
    } else if (expression instanceof AttributeReference record
        && record.name().equalsIgnoreCase(owner)) {
      used.addAll(Arrays.asList(((StructType) record.dataType()).fieldNames()));
    } else {
      CollectionConverters.asJava(expression.children())
          .forEach(child -> collect(child, owner, used));
    }
  }
}
