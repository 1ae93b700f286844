package io.loadstar.read;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A window over a stream of bytes that always holds the current record whole. Positions are indexes
 * into {@link #bytes}; they stay valid until {@link #startRecord}.
 */
final class ByteWindow implements Closeable {
  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private byte[] bytes;
  private int limit;
  private int start;
  private long offsetOfZero;
  private boolean atEnd;

  ByteWindow(InputStream in, long offset) {
    this.in = in;
    this.offsetOfZero = offset;
    this.bytes = new byte[2 * CHUNK];
  }

  /** All of the bytes at once; they may be moved about. */
  static ByteWindow over(byte[] bytes) {
    ByteWindow window = new ByteWindow(bytes);
    window.limit = bytes.length;
    window.atEnd = true;
    return window;
  }

  private ByteWindow(byte[] bytes) {
    this.in = InputStream.nullInputStream();
    this.bytes = bytes;
  }

  /** Forgets all before {@code position}; returns where that byte is now. */
  int startRecord(int position) {
    if (position > CHUNK) {
      System.arraycopy(bytes, position, bytes, 0, limit - position);
      limit -= position;
      offsetOfZero += position;
      start = 0;
    } else {
      start = position;
    }
    return start;
  }

  /** Whether there is a byte at {@code position}, reading on if need be. */
  boolean has(int position) throws IOException {
    while (position >= limit && !atEnd) {
      fill();
    }
    return position < limit;
  }

  /** The first bytes of the window, at most so many. */
  byte[] head(int length) throws IOException {
    boolean unused = has(length - 1);
    return Arrays.copyOf(bytes, Math.min(limit, length));
  }

  byte at(int position) {
    return bytes[position];
  }

  long offset(int position) {
    return offsetOfZero + position;
  }

  /** Bytes of the current record held so far. */
  int held(int position) {
    return position - start;
  }

  byte[] array() {
    return bytes;
  }

  /** A view, not a copy: valid until the next record starts. */
  UTF8String view(int from, int to) {
    return UTF8String.fromBytes(bytes, from, to - from);
  }

  private void fill() throws IOException {
    if (limit + CHUNK > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = in.read(bytes, limit, CHUNK);
    if (read < 0) {
      atEnd = true;
    } else {
      limit += read;
    }
  }

  /** Lets go of what was read, too: who closes it may be held until a task ends. */
  @Override
  public void close() throws IOException {
    bytes = new byte[0];
    limit = 0;
    atEnd = true;
    in.close();
  }
}
