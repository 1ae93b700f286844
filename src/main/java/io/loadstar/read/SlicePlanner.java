package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.error.JsonErrors;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Layout;
import io.loadstar.model.SourceSpec;
import io.loadstar.spark.FileSystems;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
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
      planner.refuseOtherEncoding(file, hadoop);
      try (InputStream in = InputBytes.open(file.path(), hadoop)) {
        boolean isPacked = !(in instanceof FSDataInputStream);
        planner.add(file, in.readNBytes(CsvHeader.LONGEST), isPacked);
      } catch (IOException e) {
        throw InputErrors.notReadable(file.shown(), e);
      }
    }
    return planner.slices;
  }

  /** A file that tells its encoding, against what the spec says of it. */
  private void refuseOtherEncoding(InputFile file, Configuration hadoop) {
    String said = source.format().encoding();
    if (said.equalsIgnoreCase("UTF-8")) {
      return;
    }
    try {
      Path path = new Path(file.path());
      if (InputBytes.codec(FileSystems.of(path, hadoop), path).isText()) {
        throw InputErrors.utf16(source.name(), file.shown(), said);
      }
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  private void add(InputFile file, byte[] head, boolean isPacked) throws IOException {
    int text = FileHead.skipByteOrderMark(head);
    boolean isBlank = FileHead.isBlank(head, text);
    if (isBlank && (isPacked ? head.length < CsvHeader.LONGEST : file.length() <= head.length)) {
      if (!source.allowEmpty()) {
        throw InputErrors.empty(source.name(), file.shown());
      }
      return;
    }
    if (source.format().kind() == FormatSpec.Kind.CSV) {
      CsvHeader header = CsvHeader.read(source, file, head);
      cut(file, !isPacked, header);
    } else {
      checkLayout(file, FileHead.firstCharacter(head, text));
      JsonShape shape = JsonShape.of(source.format(), head, text);
      refuseWrapped(file, shape);
      cut(file, !isPacked && shape.layout() == Layout.LINES, CsvHeader.NONE);
    }
  }

  /** An object that holds the records is no record. */
  private void refuseWrapped(InputFile file, JsonShape shape) {
    boolean isKnown =
        source.fileColumns().stream()
            .flatMap(column -> column.names().stream())
            .map(name -> name.replaceFirst("\\..*", ""))
            .anyMatch(shape.names()::contains);
    shape
        .wrapper()
        .filter(name -> !isKnown)
        .ifPresent(
            name -> {
              throw JsonErrors.wrappedRecords(source.name(), file.shown(), name);
            });
  }

  private void checkLayout(InputFile file, char first) {
    boolean isPlain = source.format().records().isEmpty();
    if (isPlain && source.format().layout() == Layout.ARRAY && first == '{') {
      throw JsonErrors.oneObject(source.name(), file.shown());
    }
    if (source.format().layout() == Layout.LINES && first == '[') {
      throw JsonErrors.notLines(source.name(), file.shown());
    }
  }

  private void cut(InputFile file, boolean canSplit, CsvHeader header) {
    if (!canSplit || file.length() <= SLICE_BYTES) {
      slices.add(slice(file, 0, Long.MAX_VALUE, header));
      return;
    }
    // Of one size, so that no core waits for a last large one.
    long count = (file.length() + SLICE_BYTES - 1) / SLICE_BYTES;
    long size = (file.length() + count - 1) / count;
    for (long start = 0; start < file.length(); start += size) {
      slices.add(slice(file, start, start + size, header));
    }
  }

  private static FileSlice slice(InputFile file, long start, long end, CsvHeader header) {
    return new FileSlice(file.path(), start, end, 0, header);
  }
}
