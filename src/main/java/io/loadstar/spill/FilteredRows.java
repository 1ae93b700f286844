package io.loadstar.spill;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** Those rows of a task that a test wants; like the rows it comes from, it may reuse one object. */
final class FilteredRows implements Iterator<InternalRow> {
  private final Iterator<InternalRow> rows;
  private final Predicate<InternalRow> isWanted;
  private @Nullable InternalRow next;

  FilteredRows(Iterator<InternalRow> rows, Predicate<InternalRow> isWanted) {
    this.rows = rows;
    this.isWanted = isWanted;
  }

  @Override
  public boolean hasNext() {
    while (next == null && rows.hasNext()) {
      InternalRow row = rows.next();
      next = isWanted.test(row) ? row : null;
    }
    return next != null;
  }

  @Override
  public InternalRow next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    InternalRow row = next;
    next = null;
    return row;
  }
}
