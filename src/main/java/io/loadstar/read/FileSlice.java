package io.loadstar.read;

import java.io.Serializable;

/**
 * The records of one file that start in {@code [start, end)} of its unpacked bytes.
 *
 * @param line for CSV: line of the byte before {@code start}, 0 if unknown
 * @param header for CSV: where the columns are
 */
record FileSlice(String path, long start, long end, long line, CsvHeader header)
    implements Serializable {
  /** The records of both, where {@code next} begins at the end of this one. */
  FileSlice with(FileSlice next) {
    return new FileSlice(path, start, next.end, line, header);
  }

  boolean isFirst() {
    return start == 0;
  }

  /** All of the file. */
  FileSlice whole() {
    return new FileSlice(path, 0, Long.MAX_VALUE, 0, header);
  }

  FileSlice from(long firstLine) {
    return new FileSlice(path, start, end, firstLine, header);
  }
}
