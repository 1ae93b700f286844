package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRows;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Layout;
import io.loadstar.model.SourceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Reads one slice on an executor into rows of {@link RawRows}. */
final class SliceReader implements Serializable {
  private final FormatSpec format;
  private final boolean ignoreExtra;
  private final String[] names;
  private final SerializableConfiguration hadoop;

  SliceReader(SourceSpec source, SerializableConfiguration hadoop) {
    this.format = source.format();
    this.ignoreExtra = source.ignoreExtraColumns();
    this.names = source.fileColumns().stream().map(ColumnSpec::from).toArray(String[]::new);
    this.hadoop = hadoop;
  }

  Iterator<InternalRow> rows(FileSlice slice) {
    try {
      RecordCursor cursor = open(slice);
      Optional.ofNullable(TaskContext.get())
          .ifPresent(task -> task.addTaskCompletionListener(closing(cursor)));
      return new Rows(cursor, slice);
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(slice.path()), e);
    }
  }

  private static TaskCompletionListener closing(RecordCursor cursor) {
    return task -> {
      try {
        cursor.close();
      } catch (IOException e) {
        // Everything wanted has been read; there is nothing left to lose.
      }
    };
  }

  private RecordCursor open(FileSlice slice) throws IOException {
    Path path = new Path(slice.path());
    FSDataInputStream in = path.getFileSystem(hadoop.value()).open(path);
    boolean isFirst = slice.start() == 0;
    long from = isFirst ? 0 : slice.start() - 1;
    in.seek(from);
    return format.kind() == FormatSpec.Kind.CSV ? csv(in, slice, from) : json(in, slice, from);
  }

  private CsvCursor csv(InputStream in, FileSlice slice, long from) throws IOException {
    boolean isFirst = slice.start() == 0;
    // Of other slices the rest of a line is skipped.
    long line = isFirst || slice.line() > 0 ? slice.line() + 1 : 0;
    CsvCursor cursor =
        new CsvCursor(new ByteWindow(in, from), format, slice.end(), line, slice.fields());
    if (!isFirst) {
      cursor.skipPartialLine();
      return cursor;
    }
    cursor.skipByteOrderMark();
    if (format.header()) {
      boolean unused = cursor.next();
    }
    return cursor;
  }

  private JsonCursor json(InputStream in, FileSlice slice, long from) throws IOException {
    return new JsonCursor(boundaries(in, slice, from), List.of(names), ignoreExtra, format.nulls());
  }

  private JsonBoundaries boundaries(InputStream in, FileSlice slice, long from) throws IOException {
    ByteWindow window = new ByteWindow(in, from);
    if (slice.start() > 0) {
      JsonLines lines = new JsonLines(window, 0, slice.end(), 0);
      lines.skipPartialLine();
      return lines;
    }
    int text = window.has(2) && window.at(0) == (byte) 0xEF && window.at(1) == (byte) 0xBB ? 3 : 0;
    int first = text;
    while (window.has(first) && window.at(first) <= ' ' && window.at(first) > 0) {
      first++;
    }
    boolean isArray =
        format.layout() == Layout.ARRAY
            || (format.layout() == Layout.AUTO && window.has(first) && window.at(first) == '[');
    return isArray
        ? new JsonArray(window, text, InputFile.shown(slice.path()))
        : new JsonLines(window, text, slice.end(), 1);
  }

  /** One row object is reused: Spark copies it before asking for the next. */
  private final class Rows implements Iterator<InternalRow> {
    private final RecordCursor cursor;
    private final FileSlice slice;
    private final int[] fieldOf;
    private final GenericInternalRow row;
    private @Nullable Boolean hasNext;

    Rows(RecordCursor cursor, FileSlice slice) {
      this.cursor = cursor;
      this.slice = slice;
      this.fieldOf =
          format.kind() == FormatSpec.Kind.CSV
              ? slice.fieldOf().stream().mapToInt(Integer::intValue).toArray()
              : IntStream.range(0, names.length).toArray();
      this.row = new GenericInternalRow(RawRows.PLACE_COLUMNS + names.length);
      row.update(0, UTF8String.fromString(InputFile.shown(slice.path())));
    }

    @Override
    public boolean hasNext() {
      if (hasNext == null) {
        try {
          hasNext = cursor.next();
          if (hasNext && cursor.isUnfinished()) {
            throw InputErrors.cut(InputFile.shown(slice.path()), cursor.line(), cursor.offset());
          }
          if (!hasNext) {
            // One task may read many small files.
            cursor.close();
          }
        } catch (IOException e) {
          throw InputErrors.notReadable(InputFile.shown(slice.path()), e);
        }
      }
      return hasNext;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      hasNext = null;
      row.update(1, cursor.line() == 0 ? null : cursor.line());
      row.update(2, cursor.offset());
      row.update(3, cursor.raw());
      Optional<BrokenRecord> broken = cursor.broken();
      row.update(4, broken.map(problem -> UTF8String.fromString(problem.rule())).orElse(null));
      row.update(5, broken.map(problem -> UTF8String.fromString(problem.message())).orElse(null));
      for (int i = 0; i < names.length; i++) {
        row.update(
            RawRows.PLACE_COLUMNS + i, broken.isPresent() ? null : cursor.column(fieldOf[i]));
      }
      return row;
    }
  }
}
