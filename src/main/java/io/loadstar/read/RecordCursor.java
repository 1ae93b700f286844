package io.loadstar.read;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Walks over the records of one file slice. What it returns is valid until {@link #next}. */
interface RecordCursor extends Closeable {
  /** The longest record; one that is longer is taken for an unterminated quote or bracket. */
  int LONGEST_RECORD = 16 << 20;

  boolean next() throws IOException;

  /** Why the record cannot be taken apart, if so. */
  Optional<BrokenRecord> broken();

  /**
   * Whether the file ends in the middle of the record: it lacks a part, and no line end follows.
   */
  boolean isUnfinished() throws IOException;

  /** The column's text, null if there is none. */
  @Nullable UTF8String column(int index);

  /** The record's bytes as they came, without the line end. */
  UTF8String raw();

  /** Byte offset of the record's start in the file. */
  long offset();

  /** Line of the record's start, from 1, or 0 where it cannot be known. */
  long line();
}
