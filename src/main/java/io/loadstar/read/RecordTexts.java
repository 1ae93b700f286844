package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.ExtraColumns;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Takes single records apart again, long after their file was read: for the few that are kept out,
 * so that all others need not carry their texts along.
 */
public final class RecordTexts implements Serializable {
  private final List<String> names;
  private final FormatSpec format;
  private final JsonFields fields;
  private final boolean ignoreExtra;
  private final Map<String, CsvHeader> headers = new HashMap<>();

  /** Looks at the headers of the source's CSV files. */
  public RecordTexts(SourceSpec source, List<InputFile> files, Configuration hadoop) {
    this.names = source.fileColumns().stream().map(ColumnSpec::from).toList();
    this.format = source.format();
    this.fields = JsonFields.of(source.fileColumns());
    this.ignoreExtra = source.extraColumns() == ExtraColumns.IGNORE;
    for (InputFile file : files) {
      if (format.kindOf(file.path()) == FormatSpec.Kind.CSV) {
        headers.put(file.shown(), header(source.read(FormatSpec.Kind.CSV), file, hadoop));
      }
    }
  }

  private static CsvHeader header(SourceSpec source, InputFile file, Configuration hadoop) {
    try (InputStream in = InputBytes.open(file.path(), hadoop)) {
      byte[] head = in.readNBytes(CsvHeader.LONGEST);
      return head.length == 0 ? CsvHeader.NONE : CsvHeader.read(source, file, head);
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  /** A map from the file's field names to texts; null where a record cannot be taken apart. */
  public Column of(Column file, Column raw) {
    UDF2<String, byte[], Map<String, String>> texts = this::texts;
    return functions
        .udf(texts, DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType))
        .apply(file, raw.cast("binary"));
  }

  @Nullable Map<String, String> texts(String file, byte[] raw) throws IOException {
    CsvHeader header = headers.get(file);
    try (RecordCursor cursor = header == null ? json(file, raw) : csv(raw, header)) {
      if (!cursor.next() || cursor.broken().isPresent()) {
        return null;
      }
      Map<String, String> texts = new LinkedHashMap<>();
      for (int i = 0; i < names.size(); i++) {
        int field = header == null ? i : header.fieldOf().get(i);
        var text = field < 0 ? null : cursor.column(field);
        texts.put(names.get(i), text == null ? null : text.toString());
      }
      return header != null && header.isRepeatedBy(texts.values()) ? null : texts;
    }
  }

  private RecordCursor csv(byte[] raw, CsvHeader header) {
    return new CsvCursor(
        ByteWindow.over(raw), format.ofOneRecord(), Long.MAX_VALUE, 1, header.fields());
  }

  /** A row of Parquet is kept as JSON; there an empty text is one. */
  private RecordCursor json(String file, byte[] raw) {
    boolean isParquet = format.kindOf(file) == FormatSpec.Kind.PARQUET;
    return new JsonCursor(
        new OneRecord(raw),
        fields,
        names.size(),
        ignoreExtra || isParquet,
        isParquet ? List.of() : format.nulls());
  }

  /** All bytes are one record, whatever line breaks it holds. */
  private static final class OneRecord implements JsonBoundaries {
    private final ByteWindow window;
    private final int length;
    private boolean isRead;

    OneRecord(byte[] bytes) {
      this.window = ByteWindow.over(bytes);
      this.length = bytes.length;
    }

    @Override
    public boolean next() throws IOException {
      boolean isFirst = !isRead && length > 0 && window.has(length - 1);
      isRead = true;
      return isFirst;
    }

    @Override
    public ByteWindow window() {
      return window;
    }

    @Override
    public int from() {
      return 0;
    }

    @Override
    public int to() {
      return length;
    }

    @Override
    public long line() {
      return 0;
    }

    @Override
    public @Nullable BrokenRecord problem() {
      return null;
    }
  }
}
