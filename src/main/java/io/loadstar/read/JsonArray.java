package io.loadstar.read;

import io.loadstar.error.InputErrors;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one JSON array, however it is laid out. What breaks the array itself, such as a
 * file cut in the middle, fails the batch: nobody can tell what is missing.
 */
final class JsonArray implements JsonBoundaries {
  private final ByteWindow window;
  private final String file;
  private int position;
  private long line = 1;
  private long recordLine;
  private int from;
  private int to;
  private boolean isStarted;

  JsonArray(ByteWindow window, int position, String file) {
    this.window = window;
    this.position = position;
    this.file = file;
  }

  @Override
  public boolean next() throws IOException {
    skipSpace();
    if (!isStarted) {
      expect('[');
      isStarted = true;
      skipSpace();
      if (isAt(']')) {
        return endOfArray();
      }
    } else if (isAt(']')) {
      return endOfArray();
    } else {
      expect(',');
      skipSpace();
    }
    from = window.startRecord(position);
    position = from;
    recordLine = line;
    skipValue();
    to = position;
    return true;
  }

  private boolean endOfArray() throws IOException {
    position++;
    skipSpace();
    if (window.has(position)) {
      throw InputErrors.textAfterJsonArray(file, line, window.offset(position));
    }
    return false;
  }

  private void expect(char expected) throws IOException {
    if (!window.has(position)) {
      throw InputErrors.jsonCut(
          file, isStarted ? Math.max(recordLine, 1) : 1, window.offset(position));
    }
    if (window.at(position) != expected) {
      throw InputErrors.jsonBroken(
          file, line, window.offset(position), expected, (char) window.at(position));
    }
    position++;
  }

  private boolean isAt(char wanted) throws IOException {
    return window.has(position) && window.at(position) == wanted;
  }

  private void skipSpace() throws IOException {
    while (window.has(position) && window.at(position) <= ' ' && window.at(position) >= 0) {
      line += window.at(position) == '\n' ? 1 : 0;
      position++;
    }
  }

  /** Up to the comma or bracket that ends the element; leaves the position there. */
  private void skipValue() throws IOException {
    int depth = 0;
    while (window.has(position)) {
      byte next = window.at(position);
      if (depth == 0 && (next == ',' || next == ']')) {
        return;
      }
      if (next == '"') {
        skipString();
      } else if (next == '{' || next == '[') {
        depth++;
      } else if (next == '}' || next == ']') {
        depth--;
      }
      line += next == '\n' ? 1 : 0;
      position++;
      if (depth == 0 && (next == '}' || next == ']')) {
        return;
      }
      refuseGiant();
    }
    throw InputErrors.jsonCut(file, recordLine, window.offset(position));
  }

  private void skipString() throws IOException {
    position++;
    while (window.has(position) && window.at(position) != '"') {
      position += window.at(position) == '\\' ? 2 : 1;
      refuseGiant();
    }
  }

  private void refuseGiant() {
    if (window.held(position) > RecordCursor.LONGEST_RECORD) {
      throw InputErrors.jsonTooLong(file, recordLine, window.offset(from));
    }
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
    return recordLine;
  }

  @Override
  public @Nullable BrokenRecord problem() {
    return null;
  }
}
