package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Layout;
import io.loadstar.model.SourceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Looks at the start of each file, refuses what cannot be the source, and cuts large files. */
final class SlicePlanner {
  /**
   * At most this: large enough that reading outweighs starting a task, small enough to keep all
   * cores busy. The half of it is longer than any record, as {@link CsvCuts} relies on.
   */
  static final long SLICE_BYTES = 32L << 20;

  private final SourceSpec source;
  private final List<FileSlice> slices = new ArrayList<>();

  private SlicePlanner(SourceSpec source) {
    this.source = source;
  }

  /** Slices that may still cut a quoted field of CSV in two; {@link CsvCuts} sees to those. */
  static List<FileSlice> plan(SourceSpec source, List<InputFile> files, Configuration hadoop) {
    SlicePlanner planner = new SlicePlanner(source);
    for (InputFile file : files) {
      try (InputStream in =
          new Path(file.path()).getFileSystem(hadoop).open(new Path(file.path()))) {
        planner.add(file, in.readNBytes(CsvHeader.LONGEST));
      } catch (IOException e) {
        throw InputErrors.notReadable(file.shown(), e);
      }
    }
    return planner.slices;
  }

  private void add(InputFile file, byte[] head) throws IOException {
    int text = FileHead.skipByteOrderMark(source.name(), file, head);
    boolean isBlank = FileHead.isBlank(head, text);
    if (isBlank && file.length() <= head.length) {
      if (!source.allowEmpty()) {
        throw InputErrors.empty(source.name(), file.shown());
      }
      return;
    }
    if (source.format().kind() == FormatSpec.Kind.CSV) {
      CsvHeader header = CsvHeader.read(source, file, head);
      cut(file, true, header.fieldOf(), header.fields());
    } else {
      checkLayout(file, FileHead.firstCharacter(head, text));
      boolean isArray = isArray(head, text);
      cut(file, !isArray, List.of(), 0);
    }
  }

  private boolean isArray(byte[] head, int text) {
    return source.format().layout() == Layout.ARRAY
        || (source.format().layout() == Layout.AUTO && FileHead.firstCharacter(head, text) == '[');
  }

  private void checkLayout(InputFile file, char first) {
    if (source.format().layout() == Layout.ARRAY && first == '{') {
      throw InputErrors.jsonObject(source.name(), file.shown());
    }
    if (source.format().layout() == Layout.LINES && first == '[') {
      throw InputErrors.jsonNotLines(source.name(), file.shown());
    }
  }

  private void cut(InputFile file, boolean canSplit, List<Integer> fieldOf, int fields) {
    if (!canSplit || file.length() <= SLICE_BYTES) {
      slices.add(new FileSlice(file.path(), 0, Long.MAX_VALUE, 0, fieldOf, fields));
      return;
    }
    // Of one size, so that no core waits for a last large one.
    long count = (file.length() + SLICE_BYTES - 1) / SLICE_BYTES;
    long size = (file.length() + count - 1) / count;
    for (long start = 0; start < file.length(); start += size) {
      slices.add(new FileSlice(file.path(), start, start + size, 0, fieldOf, fields));
    }
  }
}
