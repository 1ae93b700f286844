package io.loadstar.read;

import java.io.Serializable;
import java.util.List;

/**
 * The records of one file that start in {@code [start, end)}.
 *
 * @param line for CSV: line of the byte before {@code start}, 0 if unknown
 * @param fieldOf for CSV: index in the file of each column of the spec
 * @param fields for CSV: how many fields a record of this file has
 */
record FileSlice(String path, long start, long end, long line, List<Integer> fieldOf, int fields)
    implements Serializable {
  /** The records of both, where {@code next} begins at the end of this one. */
  FileSlice with(FileSlice next) {
    return new FileSlice(path, start, next.end, line, fieldOf, fields);
  }

  FileSlice from(long firstLine) {
    return new FileSlice(path, start, end, firstLine, fieldOf, fields);
  }
}
