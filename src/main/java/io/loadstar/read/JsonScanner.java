package io.loadstar.read;

import io.loadstar.error.JsonErrors;
import java.io.IOException;

/** Walks over JSON text value by value, without taking values apart. */
final class JsonScanner {
  private final ByteWindow window;
  private final String file;
  private int position;
  private long line = 1;
  private int recordStart;
  private long recordLine = 1;

  JsonScanner(ByteWindow window, int position, String file) {
    this.window = window;
    this.position = position;
    this.file = file;
  }

  /** From here on a record is kept whole; all before it may be forgotten. */
  void startRecord() {
    recordStart = window.startRecord(position);
    position = recordStart;
    recordLine = line;
  }

  ByteWindow window() {
    return window;
  }

  int recordStart() {
    return recordStart;
  }

  /** Line of the record's start, from 1. */
  long recordLine() {
    return recordLine;
  }

  int position() {
    return position;
  }

  boolean isAt(char wanted) throws IOException {
    return window.has(position) && window.at(position) == wanted;
  }

  boolean isAtEnd() throws IOException {
    return !window.has(position);
  }

  void expect(char expected) throws IOException {
    if (isAtEnd()) {
      throw JsonErrors.cut(file, recordLine, window.offset(position));
    }
    if (window.at(position) != expected) {
      throw JsonErrors.broken(
          file, line, window.offset(position), expected, (char) window.at(position));
    }
    position++;
  }

  void skipSpace() throws IOException {
    while (window.has(position) && FileHead.isSpace(window.at(position))) {
      line += window.at(position) == '\n' ? 1 : 0;
      position++;
    }
  }

  /** Refuses text behind the end. */
  void expectEnd() throws IOException {
    skipSpace();
    if (!isAtEnd()) {
      throw JsonErrors.textAfter(file, line, window.offset(position));
    }
  }

  /** Up to what ends the value: a comma, a bracket or, behind an object or array, anything. */
  void skipValue() throws IOException {
    int depth = 0;
    while (window.has(position)) {
      byte next = window.at(position);
      if (depth == 0 && (next == ',' || next == ']' || next == '}')) {
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
    throw JsonErrors.cut(file, recordLine, window.offset(position));
  }

  /** A name between quotes, as it is written; leaves the position behind the colon. */
  String name() throws IOException {
    int from = position + 1;
    if (!isAt('"')) {
      expect('"');
    }
    skipString();
    String name = window.view(from, position).toString();
    expect('"');
    skipSpace();
    expect(':');
    skipSpace();
    return name;
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
      throw JsonErrors.tooLong(file, recordLine, window.offset(recordStart));
    }
  }
}
