package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a file keeps the columns of its source.
 *
 * @param fieldOf index in the file of each column of the spec
 * @param fields how many columns the file has
 */
record CsvHeader(List<Integer> fieldOf, int fields) implements Serializable {
  /** Bytes of a file that are looked at to find its header. */
  static final int LONGEST = 1 << 16;

  static CsvHeader read(SourceSpec source, InputFile file, byte[] head) throws IOException {
    if (!source.format().header()) {
      List<String> fields = source.fileFields();
      return new CsvHeader(fieldOf(source, fields), fields.size());
    }
    List<String> names = names(source, file, head);
    List<String> wanted = source.fileFields();
    checkDelimiter(source, file, names, wanted);
    checkDuplicates(source, file, names);
    List<String> missing = wanted.stream().filter(name -> !names.contains(name)).toList();
    if (!missing.isEmpty()) {
      List<String> free = names.stream().filter(name -> !wanted.contains(name)).toList();
      throw InputErrors.missingColumns(source.name(), file.shown(), missing, free);
    }
    List<String> extra = names.stream().filter(name -> !wanted.contains(name)).toList();
    if (!extra.isEmpty() && !source.ignoreExtraColumns()) {
      throw InputErrors.extraColumns(source.name(), file.shown(), extra);
    }
    return new CsvHeader(fieldOf(source, names), names.size());
  }

  private static List<Integer> fieldOf(SourceSpec source, List<String> names) {
    return source.fileColumns().stream().map(ColumnSpec::from).map(names::indexOf).toList();
  }

  private static List<String> names(SourceSpec source, InputFile file, byte[] head)
      throws IOException {
    try (CsvCursor cursor = CsvCursor.forHeader(head.clone(), source.format())) {
      cursor.skipByteOrderMark();
      boolean unused = cursor.next();
      if (cursor.broken().isPresent()) {
        throw InputErrors.headerBroken(
            source.name(), file.shown(), cursor.broken().get().message());
      }
      return new ArrayList<>(cursor.texts().stream().map(String::strip).toList());
    }
  }

  private static void checkDelimiter(
      SourceSpec source, InputFile file, List<String> names, List<String> wanted) {
    if (names.size() > 1 || wanted.contains(names.get(0))) {
      return;
    }
    for (char delimiter : new char[] {',', ';', '\t', '|'}) {
      if (names.get(0).indexOf(delimiter) >= 0) {
        throw InputErrors.wrongDelimiter(
            source.name(), file.shown(), delimiter, source.format().delimiter());
      }
    }
  }

  private static void checkDuplicates(SourceSpec source, InputFile file, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw InputErrors.duplicateColumn(source.name(), file.shown(), name);
      }
    }
  }
}
