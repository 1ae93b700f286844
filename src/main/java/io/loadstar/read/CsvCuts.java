package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.FormatSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Finds out where large CSV files can be cut although a quoted field may hold line breaks. A field
 * that is open at the end of a slice can be closed in the next one only if that holds a quote,
 * since a slice is longer than any record; and in a slice without quotes none is opened. So cuts
 * with quotes on both sides are given up. So are cuts through a line that has a quote behind the
 * cut: a field may be opened there, and the line's end be inside of it. All others are safe at the
 * line's end.
 */
final class CsvCuts {
  private CsvCuts() {}

  /** What a slice holds, from the byte before it. */
  record Seen(boolean hasQuotes, boolean opensInFirstLine, long lineEnds)
      implements java.io.Serializable {}

  /**
   * Joins slices that must not be cut apart, and numbers the lines that all begin with.
   *
   * @param slices of any files, those of one file in order
   */
  static List<FileSlice> safe(
      List<FileSlice> slices,
      FormatSpec format,
      JavaSparkContext context,
      SerializableConfiguration hadoop) {
    byte quote = (byte) format.quote();
    byte lineEnd = (byte) format.oddities().lineEnd();
    List<Seen> seen =
        context
            .parallelize(slices, slices.size())
            .map(slice -> look(slice, quote, lineEnd, hadoop))
            .collect();
    return safe(slices, seen);
  }

  /** The same, once it is known what each slice holds. */
  static List<FileSlice> safe(List<FileSlice> slices, List<Seen> seen) {
    List<FileSlice> safe = new ArrayList<>();
    long line = 0;
    for (int i = 0; i < slices.size(); i++) {
      FileSlice slice = slices.get(i);
      boolean isFirst = slice.start() == 0;
      line = isFirst ? 0 : line;
      boolean mayBeOpen =
          !isFirst
              && (seen.get(i).opensInFirstLine()
                  || (seen.get(i).hasQuotes() && seen.get(i - 1).hasQuotes()));
      if (mayBeOpen) {
        safe.add(safe.remove(safe.size() - 1).with(slice));
      } else {
        safe.add(slice.from(isFirst ? 0 : line + 1));
      }
      line += seen.get(i).lineEnds();
    }
    return safe;
  }

  private static Seen look(
      FileSlice slice, byte quote, byte lineEnd, SerializableConfiguration hadoop) {
    long from = Math.max(0, slice.start() - 1);
    try (InputStream in = InputBytes.open(slice.path(), from, hadoop.value())) {
      return look(in, slice.end() - from, quote, lineEnd);
    } catch (IOException e) {
      throw InputErrors.notReadable(InputFile.shown(slice.path()), e);
    }
  }

  /** The last byte's line feed is counted with the next slice. */
  static Seen look(InputStream in, long length, byte quote, byte lineEnd) throws IOException {
    byte[] buffer = new byte[1 << 16];
    boolean hasQuotes = false;
    boolean isFirstLine = true;
    boolean opensInFirstLine = false;
    long lineEnds = 0;
    long left = length;
    while (left > 0) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        break;
      }
      left -= read;
      int counted = left == 0 ? read - 1 : read;
      for (int i = 0; i < read; i++) {
        hasQuotes |= buffer[i] == quote;
        opensInFirstLine |= isFirstLine && buffer[i] == quote;
        isFirstLine &= buffer[i] != lineEnd;
        lineEnds += buffer[i] == lineEnd && i < counted ? 1 : 0;
      }
    }
    return new Seen(hasQuotes, opensInFirstLine, lineEnds);
  }
}
