package io.loadstar.read;

import java.io.Serializable;
import java.util.List;

/**
 * The records of one file that start in {@code [start, end)}.
 *
 * @param fieldOf for CSV: index in the file of each column of the spec
 * @param fields for CSV: how many fields a record of this file has
 */
record FileSlice(String path, long start, long end, List<Integer> fieldOf, int fields)
    implements Serializable {}
