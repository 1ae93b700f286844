package io.loadstar.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.roaringbitmap.RoaringBitmap;
import scala.jdk.javaapi.CollectionConverters;

/** Values of some columns, each once as long as there are not too many to remember. */
final class DistinctValues implements Iterator<InternalRow> {
  /** So many are remembered; what comes after them may be repeated. */
  private static final int REMEMBERED = 200_000;

  private final Iterator<InternalRow> rows;
  private final int[] ordinals;
  private final UnsafeProjection projection;

  /** A single column of four bytes has all its values remembered, in little room. */
  private final RoaringBitmap numbers;

  private Set<UnsafeRow> seen = new HashSet<>();
  private UnsafeRow next;

  DistinctValues(Iterator<InternalRow> rows, StructType schema, int[] ordinals) {
    this.rows = rows;
    this.ordinals = ordinals;
    List<Expression> values = new ArrayList<>();
    Arrays.stream(ordinals)
        .mapToObj(i -> new BoundReference(i, schema.fields()[i].dataType(), true))
        .forEach(values::add);
    this.projection = UnsafeProjection.create(CollectionConverters.asScala(values).toSeq());
    this.numbers = ordinals.length == 1 && isNumber(values.get(0)) ? new RoaringBitmap() : null;
  }

  private static boolean isNumber(Expression value) {
    return value.dataType().equals(DataTypes.IntegerType)
        || value.dataType().equals(DataTypes.DateType);
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      InternalRow row = rows.next();
      if (isComplete(row) && isNew(row)) {
        next = projection.apply(row).copy();
      }
    }
    return next != null;
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
    UnsafeRow values = projection.apply(row);
    if (seen.contains(values)) {
      return false;
    }
    seen = seen.size() < REMEMBERED ? seen : new HashSet<>();
    return seen.add(values.copy());
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new java.util.NoSuchElementException();
    }
    UnsafeRow value = next;
    next = null;
    return value;
  }
}
