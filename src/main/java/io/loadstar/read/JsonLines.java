package io.loadstar.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One record a line; blank lines are none. */
final class JsonLines implements JsonBoundaries {
  private final ByteWindow window;
  private final long end;
  private long nextLine;
  private long line;
  private int position;
  private int from;
  private int to;
  private @Nullable BrokenRecord problem;

  /**
   * @param end first offset that belongs to the next slice
   * @param line line at the window's start, 0 if unknown
   */
  JsonLines(ByteWindow window, int position, long end, long line) {
    this.window = window;
    this.position = position;
    this.end = end;
    this.nextLine = line;
  }

  /** Skips the rest of a line that belongs to the slice before. */
  void skipPartialLine() throws IOException {
    while (window.has(position) && window.at(position) != '\n') {
      position = window.startRecord(position + 1);
    }
    position++;
  }

  @Override
  public boolean next() throws IOException {
    if (problem != null) {
      skipPartialLine();
    }
    while (window.has(position) && window.offset(position) < end) {
      line = nextLine;
      if (readLine()) {
        return true;
      }
    }
    return false;
  }

  private boolean readLine() throws IOException {
    from = window.startRecord(position);
    position = from;
    problem = null;
    boolean isBlank = true;
    while (window.has(position) && window.at(position) != '\n') {
      isBlank &= FileHead.isSpace(window.at(position));
      if (window.held(position++) > RecordCursor.LONGEST_RECORD) {
        problem = BrokenRecord.tooLong();
        break;
      }
    }
    to = position > from && window.at(position - 1) == '\r' ? position - 1 : position;
    if (problem == null) {
      position++;
    }
    nextLine += nextLine > 0 ? 1 : 0;
    return !isBlank;
  }

  @Override
  public ByteWindow window() {
    return window;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public @Nullable BrokenRecord problem() {
    return problem;
  }
}
