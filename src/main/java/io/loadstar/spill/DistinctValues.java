package io.loadstar.spill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import scala.jdk.javaapi.CollectionConverters;

/** Values of some columns, each once as long as there are not too many to remember. */
final class DistinctValues {
  /** So many are remembered; what comes after them may be repeated. */
  private static final int REMEMBERED = 200_000;

  private final int[] ordinals;
  private final RowBlocks.Collector values;
  private final UnsafeProjection projection;

  /** A single column of four bytes has all its values remembered, in little room. */
  private final @Nullable RoaringBitmap numbers;

  private Set<UnsafeRow> seen = new HashSet<>();

  DistinctValues(StructType schema, List<String> columns) {
    this.ordinals = columns.stream().mapToInt(schema::fieldIndex).toArray();
    this.values = new RowBlocks(shape(schema, columns)).collector();
    List<Expression> parts = new ArrayList<>();
    Arrays.stream(ordinals)
        .mapToObj(i -> new BoundReference(i, schema.fields()[i].dataType(), true))
        .forEach(parts::add);
    this.projection = UnsafeProjection.create(CollectionConverters.asScala(parts).toSeq());
    this.numbers = ordinals.length == 1 && isNumber(parts.get(0)) ? new RoaringBitmap() : null;
  }

  private static boolean isNumber(Expression value) {
    return value.dataType().equals(DataTypes.IntegerType)
        || value.dataType().equals(DataTypes.DateType);
  }

  /** Their types, as the rows have them. */
  static StructType shape(StructType schema, List<String> columns) {
    return new StructType(columns.stream().map(schema::apply).toArray(StructField[]::new));
  }

  /** Takes the values of a row, unless one of them is null or they are known. */
  void add(InternalRow row) {
    if (isComplete(row) && isNew(row)) {
      values.add(projection.apply(row));
    }
  }

  /** All that were new, in blocks of rows. */
  List<byte[]> blocks() {
    return values.blocks();
  }

  private boolean isComplete(InternalRow row) {
    for (int ordinal : ordinals) {
      if (row.isNullAt(ordinal)) {
        return false;
      }
    }
    return true;
  }

  private boolean isNew(InternalRow row) {
    if (numbers != null) {
      return numbers.checkedAdd(row.getInt(ordinals[0]));
    }
    UnsafeRow known = projection.apply(row);
    if (seen.contains(known)) {
      return false;
    }
    seen = seen.size() < REMEMBERED ? seen : new HashSet<>();
    return seen.add(known.copy());
  }
}
