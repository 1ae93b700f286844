package io.loadstar.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.engine.SurrogateKey;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Station star: accepted rows of a source into facts. Keys are hashes, so no dimension is joined.
 */
public final class FactBuilder {
  private FactBuilder() {}

  /**
   * Columns as {@link io.loadstar.model.StarTable#stagedColumns} of the fact's table.
   *
   * @param missing for references that take the unknown member: distinct values of their columns
   *     that lead nowhere, by key column
   */
  public static Dataset<Row> build(
      Dataset<Row> accepted, FactSpec fact, Map<String, Dataset<Row>> missing) {
    Dataset<Row> rows = accepted;
    List<Column> columns = new ArrayList<>();
    for (DimensionReference reference : fact.dimensions()) {
      Column key = SurrogateKey.of(reference.by());
      if (reference.missing() == Missing.UNKNOWN) {
        rows = marked(rows, reference, missing.get(reference.keyColumn()));
        key = when(isUnknown(reference), lit(SurrogateKey.UNKNOWN)).otherwise(key);
      }
      columns.add(key.as(reference.keyColumn()));
    }
    fact.bridges()
        .forEach(
            bridge -> columns.add(SurrogateKey.ofGroup(col(bridge.array())).as(bridge.groupKey())));
    columns.add(dateKey(fact.date()).as("date_key"));
    fact.keptColumns().forEach(name -> columns.add(col(name)));
    fact.measures()
        .forEach(measure -> columns.add(functions.expr(measure.expression()).as(measure.name())));
    return rows.select(columns.toArray(Column[]::new));
  }

  /** Start of the columns that hold values without a member; it tells plans apart. */
  public static String unknownOf(DimensionReference reference) {
    return "_" + reference.keyColumn() + "_";
  }

  private static Dataset<Row> marked(
      Dataset<Row> rows, DimensionReference reference, Dataset<Row> missing) {
    String prefix = unknownOf(reference);
    Dataset<Row> unknown =
        missing
            .select(
                reference.by().stream()
                    .map(name -> col(name).as(prefix + name))
                    .toArray(Column[]::new))
            .withColumn(prefix, lit(true));
    Column matches =
        reference.by().stream()
            .map(name -> rows.col(name).equalTo(unknown.col(prefix + name)))
            .reduce(Column::and)
            .orElseThrow();
    return rows.join(functions.broadcast(unknown), matches, "left");
  }

  private static Column isUnknown(DimensionReference reference) {
    Column anyNull =
        reference.by().stream().map(name -> col(name).isNull()).reduce(Column::or).orElseThrow();
    return anyNull.or(col(unknownOf(reference)).isNotNull());
  }

  private static Column dateKey(String date) {
    Column day = col(date);
    return functions
        .year(day)
        .multiply(10000)
        .plus(functions.month(day).multiply(100))
        .plus(functions.dayofmonth(day))
        .cast("int");
  }
}
