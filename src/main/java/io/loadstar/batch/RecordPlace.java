package io.loadstar.batch;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** Where a record is, as people are told. */
public final class RecordPlace {
  private RecordPlace() {}

  /** Whether the records of a file are numbered rows rather than stretches of bytes. */
  public static boolean hasRows(SourceSpec source, String file) {
    return source.format().kindOf(file) == FormatSpec.Kind.PARQUET;
  }

  /** Number of a record's row from 1, NULL in files of bytes. */
  public static Column row(SourceSpec source) {
    Column isRow =
        switch (source.format().kind()) {
          case PARQUET -> lit(true);
          case CSV, JSON -> lit(false);
          case AUTO -> col(RawRows.FILE).endsWith(".parquet");
        };
    return when(isRow, col(RawRows.OFFSET).plus(1L));
  }

  /**
   * File and place in it.
   *
   * @param line from 1, null if it is not known
   * @param offset bytes before the record, or rows in a file that has rows
   */
  public static String shown(SourceSpec source, String file, @Nullable Long line, long offset) {
    if (hasRows(source, file)) {
      return file + ", row " + (offset + 1);
    }
    return file + (line == null ? ", byte " + offset : ", line " + line);
  }
}
