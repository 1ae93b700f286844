package io.loadstar.spill;

import java.util.Iterator;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;

/** Makes something of some rows at a time, so that no task holds what comes of all its rows. */
record Portions<T>(Iterator<InternalRow> rows, Function<Iterator<InternalRow>, T> portion)
    implements Iterator<T> {
  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public T next() {
    return portion.apply(rows);
  }
}
