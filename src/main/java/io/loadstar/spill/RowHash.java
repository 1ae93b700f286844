package io.loadstar.spill;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.catalyst.optimizer.NormalizeNaNAndZero;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** A hash of some columns of a row, the same for values that are equal in SQL. */
final class RowHash {
  private static final long SEED = 42;

  private RowHash() {}

  /** For one task. A single number is its own hash. */
  static ToLongFunction<InternalRow> of(StructType schema, List<String> columns) {
    int first = schema.fieldIndex(columns.get(0));
    if (columns.size() == 1 && schema.fields()[first].dataType().equals(DataTypes.LongType)) {
      return row -> row.getLong(first);
    }
    if (columns.size() == 1 && schema.fields()[first].dataType().equals(DataTypes.IntegerType)) {
      return row -> row.getInt(first);
    }
    List<Expression> values = new ArrayList<>();
    columns.forEach(name -> values.add(value(schema, schema.fieldIndex(name))));
    List<Expression> hash =
        List.of(new XxHash64(CollectionConverters.asScala(values).toSeq(), SEED));
    UnsafeProjection projection =
        UnsafeProjection.create(CollectionConverters.asScala(hash).toSeq());
    return row -> projection.apply(row).getLong(0);
  }

  private static Expression value(StructType schema, int ordinal) {
    Expression value = new BoundReference(ordinal, schema.fields()[ordinal].dataType(), true);
    return value.dataType().equals(DataTypes.DoubleType) ? new NormalizeNaNAndZero(value) : value;
  }
}
