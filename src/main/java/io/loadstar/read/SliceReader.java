package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRows;
import io.loadstar.error.InputErrors;
import io.loadstar.error.JsonErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.ExtraColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
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
  private final ExtraColumns extra;
  private final String[] names;
  private final JsonFields fields;
  private final SeenFields seen;
  private final SerializableConfiguration hadoop;

  /**
   * @param seen is told the columns that JSON records had
   */
  SliceReader(SourceSpec source, SerializableConfiguration hadoop, SeenFields seen) {
    this.format = source.format();
    this.extra = source.extraColumns();
    this.fields = JsonFields.of(source.fileColumns());
    this.seen = seen;
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
    boolean isFirst = slice.start() == 0;
    long from = isFirst ? 0 : slice.start() - 1;
    InputStream in = InputBytes.open(slice.path(), from, hadoop.value());
    return format.kind() == FormatSpec.Kind.CSV ? csv(in, slice, from) : json(in, slice, from);
  }

  private CsvCursor csv(InputStream in, FileSlice slice, long from) throws IOException {
    boolean isFirst = slice.start() == 0;
    // Of other slices the rest of a line is skipped.
    long line = isFirst || slice.line() > 0 ? slice.line() + 1 : 0;
    CsvCursor cursor =
        new CsvCursor(new ByteWindow(in, from), format, slice.end(), line, slice.header().fields());
    if (!isFirst) {
      cursor.skipPartialLine();
      return cursor;
    }
    cursor.skipToHeader();
    if (format.header()) {
      boolean unused = cursor.next();
    }
    return cursor;
  }

  private JsonCursor json(InputStream in, FileSlice slice, long from) throws IOException {
    return new JsonCursor(
        boundaries(in, slice, from),
        fields,
        names.length,
        extra == ExtraColumns.IGNORE,
        format.nulls());
  }

  private JsonBoundaries boundaries(InputStream in, FileSlice slice, long from) throws IOException {
    ByteWindow window = new ByteWindow(in, from);
    if (slice.start() > 0) {
      JsonLines lines = new JsonLines(window, 0, slice.end(), 0);
      lines.skipPartialLine();
      return lines;
    }
    int text = window.has(2) && window.at(0) == (byte) 0xEF && window.at(1) == (byte) 0xBB ? 3 : 0;
    return boundaries(window, text, slice.end(), format, InputFile.shown(slice.path()));
  }

  /** The records of a whole file, whichever way they follow one another. */
  static JsonBoundaries boundaries(ByteWindow window, FormatSpec format, String file)
      throws IOException {
    int text = window.has(2) && window.at(0) == (byte) 0xEF && window.at(1) == (byte) 0xBB ? 3 : 0;
    return boundaries(window, text, Long.MAX_VALUE, format, file);
  }

  private static JsonBoundaries boundaries(
      ByteWindow window, int text, long end, FormatSpec format, String file) throws IOException {
    List<String> path =
        format.records().isEmpty() ? List.of() : List.of(format.records().split("\\.", -1));
    JsonScanner scanner = new JsonScanner(window, text, file);
    return switch (JsonShape.of(format, window.head(CsvHeader.LONGEST), text).layout()) {
      case ARRAY -> new JsonArray(scanner, path, file);
      case OBJECTS -> new JsonObjects(scanner);
      case LINES, AUTO -> new JsonLines(window, text, end, 1);
    };
  }

  /** One row object is reused: Spark copies it before asking for the next. */
  private final class Rows implements Iterator<InternalRow> {
    private final RecordCursor cursor;
    private final FileSlice slice;
    private final int[] fieldOf;
    private final int firstField;
    private final @Nullable UTF8String firstName;
    private final GenericInternalRow row;
    private @Nullable Boolean hasNext;

    Rows(RecordCursor cursor, FileSlice slice) {
      this.cursor = cursor;
      this.slice = slice;
      this.fieldOf =
          format.kind() == FormatSpec.Kind.CSV
              ? slice.header().fieldOf().stream().mapToInt(Integer::intValue).toArray()
              : IntStream.range(0, names.length).toArray();
      List<String> named = slice.header().fieldNames();
      this.firstField =
          IntStream.range(0, fieldOf.length).filter(i -> fieldOf[i] >= 0).findFirst().orElse(0);
      boolean isTold = firstField < named.size() && fieldOf[firstField] >= 0;
      this.firstName = isTold ? UTF8String.fromString(named.get(firstField)) : null;
      this.row = new GenericInternalRow(RawRows.PLACE_COLUMNS + names.length);
      row.update(0, UTF8String.fromString(InputFile.shown(slice.path())));
    }

    @Override
    public boolean hasNext() {
      if (hasNext == null) {
        try {
          hasNext = cursor.next();
          if (hasNext) {
            refuse();
          } else {
            if (cursor instanceof JsonCursor json) {
              seen.add(json.seen());
            }
            // One task may read many small files.
            cursor.close();
          }
        } catch (IOException e) {
          throw InputErrors.notReadable(InputFile.shown(slice.path()), e);
        }
      }
      return hasNext;
    }

    /** What is wrong with the file, and not only with the record. */
    private void refuse() throws IOException {
      String file = InputFile.shown(slice.path());
      if (cursor.isUnfinished()) {
        throw InputErrors.cut(file, cursor.line(), cursor.offset());
      }
      if (extra == ExtraColumns.REFUSE) {
        cursor
            .broken()
            .filter(problem -> problem.rule().equals(BrokenRecord.EXTRA_FIELD))
            .ifPresent(
                problem -> {
                  throw JsonErrors.extraField(
                      file, cursor.line(), cursor.offset(), problem.message());
                });
      }
    }

    /** Asked of every record: most are told apart by their first column. */
    private boolean isHeader() {
      if (firstName == null) {
        return false;
      }
      UTF8String first = cursor.column(fieldOf[firstField]);
      if (first == null || !first.endsWith(firstName)) {
        return false;
      }
      List<@Nullable String> texts = new ArrayList<>();
      for (int field : fieldOf) {
        UTF8String text = field < 0 ? null : cursor.column(field);
        texts.add(text == null ? null : text.toString());
      }
      return slice.header().isRepeatedBy(texts);
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
      Optional<BrokenRecord> broken =
          cursor
              .broken()
              .or(() -> isHeader() ? Optional.of(BrokenRecord.header()) : Optional.empty());
      row.update(4, broken.map(problem -> UTF8String.fromString(problem.rule())).orElse(null));
      row.update(5, broken.map(problem -> UTF8String.fromString(problem.message())).orElse(null));
      for (int i = 0; i < names.length; i++) {
        row.update(
            RawRows.PLACE_COLUMNS + i,
            broken.isPresent() || fieldOf[i] < 0 ? null : cursor.column(fieldOf[i]));
      }
      return row;
    }
  }
}
