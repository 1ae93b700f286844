package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that a file says it has, held against those of its source. */
final class FileColumns {
  private final SourceSpec source;
  private final InputFile file;
  private final List<String> names;
  private final Map<ColumnSpec, Integer> indexes = new HashMap<>();

  /**
   * Finds the source's columns.
   *
   * @param names of the file's columns, in its order
   * @throws io.loadstar.error.LoaderException if one is missing that must not be, or is there twice
   */
  FileColumns(SourceSpec source, InputFile file, List<String> names) {
    this.source = source;
    this.file = file;
    this.names = names;
    List<String> missing = new ArrayList<>();
    for (ColumnSpec column : source.fileColumns()) {
      int index = find(column);
      indexes.put(column, index);
      if (index < 0 && !column.mayBeMissing()) {
        missing.add(String.join("' or '", column.names()));
      }
    }
    if (!missing.isEmpty()) {
      throw InputErrors.missingColumns(
          source.name(), file.shown(), missing.stream().distinct().toList(), free());
    }
  }

  /** Index in the file, -1 if it lacks the column. */
  int indexOf(ColumnSpec column) {
    return indexes.getOrDefault(column, -1);
  }

  /** As it is written, or else in other case. */
  private int find(ColumnSpec column) {
    List<Integer> exact = all(column, false);
    List<Integer> found = exact.isEmpty() ? all(column, true) : exact;
    if (found.size() > 1) {
      throw InputErrors.duplicateColumn(
          source.name(), file.shown(), found.stream().map(names::get).toList());
    }
    return found.isEmpty() ? -1 : found.get(0);
  }

  private List<Integer> all(ColumnSpec column, boolean ignoresCase) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      boolean isIt =
          column.names().stream()
              .anyMatch(
                  wanted -> ignoresCase ? wanted.equalsIgnoreCase(name) : wanted.equals(name));
      if (isIt) {
        found.add(i);
      }
    }
    return found;
  }

  private List<String> free() {
    Set<Integer> taken = new HashSet<>(indexes.values());
    List<String> free = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!taken.contains(i)) {
        free.add(names.get(i));
      }
    }
    return free;
  }

  /** Refuses columns that the spec does not know. */
  void refuseExtra() {
    List<String> extra = free();
    if (!extra.isEmpty()) {
      throw InputErrors.extraColumns(source.name(), file.shown(), extra);
    }
  }
}
