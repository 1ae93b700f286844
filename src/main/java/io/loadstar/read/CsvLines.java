package io.loadstar.read;

import io.loadstar.model.CsvOddities;
import java.io.IOException;
import java.util.ArrayDeque;

/** Where the lines of a file end, and which of them hold no records. */
final class CsvLines {
  /** No line of a footer is longer. */
  private static final int LONGEST_FOOTER = 1 << 16;

  private final ByteWindow window;
  private final CsvOddities oddities;
  private final byte end;

  /** Offset of the footer; negative until the end of the file is near. */
  private long footer = -1;

  CsvLines(ByteWindow window, CsvOddities oddities) {
    this.window = window;
    this.oddities = oddities;
    this.end = (byte) oddities.lineEnd();
  }

  boolean isEnd(byte character) {
    return character == end;
  }

  boolean endWithLineFeeds() {
    return end == '\n';
  }

  /** What ends the other kind of lines, and is no part of a value outside quotes. */
  boolean isForeignEnd(int position) throws IOException {
    return endWithLineFeeds()
        ? window.at(position) == '\r' && window.has(position + 1) && window.at(position + 1) != '\n'
        : window.at(position) == '\n';
  }

  /** Where a line's text ends: before a carriage return that its line feed has. */
  int endOfText(int recordStart, int lineEnd) {
    boolean hasReturn =
        endWithLineFeeds() && lineEnd > recordStart && window.at(lineEnd - 1) == '\r';
    return hasReturn ? lineEnd - 1 : lineEnd;
  }

  boolean isBlank(int from) throws IOException {
    int lineEnd = window.has(from) && isReturn(from) ? from + 1 : from;
    return window.has(lineEnd) && isEnd(window.at(lineEnd));
  }

  /** The line behind a blank one. */
  int afterBlank(int from) {
    return isReturn(from) ? from + 2 : from + 1;
  }

  private boolean isReturn(int position) {
    return endWithLineFeeds() && window.at(position) == '\r';
  }

  boolean isComment(int position) throws IOException {
    return oddities.comment() != CsvOddities.NONE
        && window.has(position)
        && window.at(position) == oddities.comment();
  }

  /** Whether a line is behind the last record, as the spec counts lines from the end. */
  boolean isInFooter(int position) throws IOException {
    if (oddities.footerLines() == 0) {
      return false;
    }
    if (footer < 0) {
      if (window.has(position + oddities.footerLines() * LONGEST_FOOTER)) {
        return false;
      }
      footer = footer(position);
    }
    return window.offset(position) >= footer;
  }

  private long footer(int position) throws IOException {
    ArrayDeque<Integer> lines = new ArrayDeque<>();
    int line = position;
    while (window.has(line)) {
      if (isBlank(line)) {
        line = afterBlank(line);
        continue;
      }
      lines.add(line);
      if (lines.size() > oddities.footerLines()) {
        lines.remove();
      }
      while (window.has(line) && !isEnd(window.at(line))) {
        line++;
      }
      line++;
    }
    return lines.isEmpty() ? Long.MAX_VALUE : window.offset(lines.getFirst());
  }
}
