package io.loadstar.batch;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.DimensionSpec.Choice;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Keep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;

/** Which records of a source say what a dimension's members are. */
public final class MemberRecords {
  private MemberRecords() {}

  /** Whether a record says that its member was deleted; empty where a source has none of these. */
  public static Optional<Column> isDeletion(SourceSpec source) {
    return source.deletes().map(rule -> coalesce(expr(rule.check()), lit(false)));
  }

  /**
   * Of each member one record, if a batch may have several; those without a natural key have no
   * member.
   */
  public static Dataset<Row> chosen(Dataset<Row> records, DimensionSpec dimension) {
    return dimension.choice().map(choice -> chosen(records, dimension, choice)).orElse(records);
  }

  /**
   * Records that leave a member there: not those whose chosen record says that it was deleted.
   *
   * @param records with their status, of which the accepted ones count
   */
  public static Dataset<Row> naming(
      Dataset<Row> records, DimensionSpec dimension, SourceSpec source) {
    return isDeletion(source)
        .map(
            deletion ->
                chosen(records.filter(RecordStatus.isAccepted()), dimension).filter(not(deletion)))
        .orElse(records);
  }

  /** The columns of which a member's records must have values. */
  public static Column[] identity(DimensionSpec dimension) {
    return dimension.identity().stream().map(functions::col).toArray(Column[]::new);
  }

  public static Column hasKey(DimensionSpec dimension) {
    return Arrays.stream(identity(dimension))
        .map(Column::isNotNull)
        .reduce(Column::and)
        .orElseThrow();
  }

  private static Dataset<Row> chosen(Dataset<Row> records, DimensionSpec dimension, Choice choice) {
    boolean isLast = choice.keep() == Keep.LAST;
    List<Column> order = new ArrayList<>();
    Stream.concat(choice.orderBy().stream(), Stream.of(RawRows.FILE, RawRows.OFFSET))
        .map(functions::col)
        .forEach(column -> order.add(isLast ? column.desc_nulls_last() : column.asc_nulls_last()));
    Column place =
        functions
            .row_number()
            .over(Window.partitionBy(identity(dimension)).orderBy(order.toArray(Column[]::new)));
    return records
        .filter(hasKey(dimension))
        .withColumn("_choice", place)
        .filter("_choice = 1")
        .drop("_choice");
  }
}
