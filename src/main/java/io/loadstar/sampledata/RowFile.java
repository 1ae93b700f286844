package io.loadstar.sampledata;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file that rows are written to, one after another. */
public interface RowFile extends AutoCloseable {
  /** What a column holds: texts, longs, instants in microseconds, or days. */
  enum Kind {
    TEXT,
    LONG,
    MICROS,
    DAY
  }

  /** A column of the file. */
  record Column(String name, Kind kind) {}

  /** A value for each column: a String, or a Long; days and instants count from 1970. */
  void write(List<@Nullable Object> row) throws IOException;

  @Override
  void close() throws IOException;

  /** Formats by the ending of their files. */
  enum Format {
    CSV {
      @Override
      RowFile open(Path file, List<Column> columns) throws IOException {
        return new CsvFile(file, columns);
      }
    },
    PARQUET {
      @Override
      RowFile open(Path file, List<Column> columns) throws IOException {
        return new ParquetFile(file, columns);
      }
    };

    abstract RowFile open(Path file, List<Column> columns) throws IOException;
  }
}
