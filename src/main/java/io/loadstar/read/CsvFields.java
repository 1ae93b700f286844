package io.loadstar.read;

import io.loadstar.model.FormatSpec;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** Where the fields of the current record stand in the window. */
final class CsvFields {
  private static final int NONE = -1;

  private final ByteWindow window;
  private final byte quote;
  private final byte escape;
  private final TextDecoder decoder;
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private boolean[] escaped = new boolean[16];
  private int count;

  CsvFields(ByteWindow window, FormatSpec format, TextDecoder decoder) {
    this.window = window;
    this.quote = (byte) format.quote();
    this.escape = (byte) format.escape();
    this.decoder = decoder;
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  void add(int from, int to, boolean isEscaped) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      escaped = Arrays.copyOf(escaped, count * 2);
    }
    starts[count] = from;
    ends[count] = to;
    escaped[count++] = isEscaped;
  }

  /** A field that a record lacks. */
  void addNone() {
    add(NONE, NONE, false);
  }

  boolean isNone(int index) {
    return index >= count || starts[index] == NONE;
  }

  /** The field's text, without quotes and escapes; a view where it can be. */
  UTF8String text(int index) {
    UTF8String view = window.view(starts[index], ends[index]);
    return decoder.text(escaped[index] ? unescaped(view.getBytes()) : view);
  }

  private UTF8String unescaped(byte[] bytes) {
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      boolean isPair =
          bytes[i] == escape
              && i + 1 < bytes.length
              && (bytes[i + 1] == quote || bytes[i + 1] == escape);
      if (isPair) {
        i++;
      }
      bytes[length++] = bytes[i];
    }
    return UTF8String.fromBytes(bytes, 0, length);
  }
}
