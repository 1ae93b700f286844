package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.ExtraColumns;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a file keeps the columns of its source.
 *
 * @param fieldOf index in the file of each column of the spec, -1 if the file lacks it
 * @param fieldNames name in the file of each column of the spec; empty without a header
 * @param fields how many columns the file has
 */
record CsvHeader(List<Integer> fieldOf, List<String> fieldNames, int fields)
    implements Serializable {
  /** Bytes of a file that are looked at to find its header. */
  static final int LONGEST = 1 << 16;

  static final CsvHeader NONE = new CsvHeader(List.of(), List.of(), 0);

  static CsvHeader read(SourceSpec source, InputFile file, byte[] head) throws IOException {
    if (!source.format().header()) {
      List<String> fields = source.fileFields();
      List<Integer> fieldOf =
          source.fileColumns().stream().map(ColumnSpec::from).map(fields::indexOf).toList();
      return new CsvHeader(fieldOf, List.of(), fields.size());
    }
    List<String> names = names(source, file, head);
    checkDelimiter(source, file, names);
    FileColumns columns = new FileColumns(source, file, names);
    if (source.extraColumns() != ExtraColumns.IGNORE) {
      columns.refuseExtra();
    }
    List<Integer> fieldOf = source.fileColumns().stream().map(columns::indexOf).toList();
    List<String> fieldNames =
        fieldOf.stream().map(index -> index < 0 ? "" : names.get(index)).toList();
    return new CsvHeader(fieldOf, fieldNames, names.size());
  }

  /** Whether a record's texts are the names of its columns, as in files that were put together. */
  boolean isRepeatedBy(Collection<@Nullable String> texts) {
    if (fieldNames.isEmpty()) {
      return false;
    }
    int column = 0;
    for (String text : texts) {
      String name = fieldNames.get(column++);
      boolean isName =
          text != null && (text.startsWith("\uFEFF") ? text.substring(1) : text).equals(name);
      if (!isName && !name.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static List<String> names(SourceSpec source, InputFile file, byte[] head)
      throws IOException {
    try (CsvCursor cursor = CsvCursor.forHeader(head.clone(), source.format())) {
      cursor.skipToHeader();
      if (!cursor.next()) {
        throw InputErrors.headerBroken(
            source.name(), file.shown(), "there is none behind the lines that are passed over");
      }
      cursor
          .broken()
          .ifPresent(
              problem -> {
                throw InputErrors.headerBroken(source.name(), file.shown(), problem.message());
              });
      boolean isCut =
          head.length >= LONGEST && cursor.offset() + cursor.raw().numBytes() >= LONGEST;
      if (isCut) {
        throw InputErrors.headerBroken(
            source.name(), file.shown(), "it is longer than " + (LONGEST >> 10) + " KiB");
      }
      List<String> names = new ArrayList<>(cursor.texts().stream().map(String::strip).toList());
      boolean hasTrailing =
          source.format().oddities().trailingDelimiter()
              && names.size() > 1
              && names.get(names.size() - 1).isEmpty();
      return hasTrailing ? names.subList(0, names.size() - 1) : names;
    }
  }

  private static void checkDelimiter(SourceSpec source, InputFile file, List<String> names) {
    if (names.size() > 1 || source.fileFields().contains(names.get(0))) {
      return;
    }
    for (String delimiter : List.of(",", ";", "\t", "|")) {
      if (names.get(0).contains(delimiter)) {
        throw InputErrors.wrongDelimiter(
            source.name(), file.shown(), delimiter, source.format().delimiter());
      }
    }
  }
}
