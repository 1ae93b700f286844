package io.loadstar.read;

import io.loadstar.model.FormatSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Takes CSV apart as RFC 4180 says, strictly. A record that breaks the rules is one line: the
 * cursor goes on after the line where that record started, so that a stray quote costs its own line
 * and not the rest of the file.
 */
final class CsvCursor implements RecordCursor {
  private static final int ANY = -1;
  private static final String SEPARATOR = "sep=";

  private final ByteWindow window;
  private final FormatSpec format;
  private final TextDecoder decoder;
  private final NullTexts nulls;
  private final long end;
  private final int expectedFields;

  private final CsvFields fields;
  private final CsvLines lines;
  private final FixedFields fixed;
  private final byte[] delimiter;
  private int recordStart;
  private int recordEnd;
  private int position;
  private int lineBreaks;
  private long line;
  private @Nullable BrokenRecord broken;

  /** Whether the file ends in the middle of the record. */
  private boolean isUnfinished;

  /** Whether what follows are records, so that a footer may come. */
  private boolean isBody = true;

  /** Whether the record ended before its line, since that is too long. */
  private boolean isCut;

  /**
   * @param end first offset that belongs to the next slice
   * @param line line at the stream's start, 0 if unknown
   * @param expectedFields how many fields a record has, or {@link #ANY}
   */
  CsvCursor(ByteWindow window, FormatSpec format, long end, long line, int expectedFields) {
    this.window = window;
    this.format = format;
    this.decoder = new TextDecoder(format.encoding());
    this.fields = new CsvFields(window, format, decoder);
    this.lines = new CsvLines(window, format.oddities());
    this.fixed = new FixedFields(window, format, fields);
    this.delimiter = format.delimiter().getBytes(Charset.forName(format.encoding()));
    this.nulls = new NullTexts(format.nulls());
    this.end = end;
    this.line = line;
    this.expectedFields = expectedFields;
  }

  static CsvCursor forHeader(byte[] head, FormatSpec format) {
    return new CsvCursor(ByteWindow.over(head), format, Long.MAX_VALUE, 1, ANY);
  }

  /** Skips the rest of a line that belongs to the slice before. */
  void skipPartialLine() throws IOException {
    while (window.has(position) && !lines.isEnd(window.at(position))) {
      position = window.startRecord(position + 1);
    }
    position++;
  }

  /** Goes to the header, or to the first record if there is none. */
  void skipToHeader() throws IOException {
    isBody = !format.header();
    if (window.has(2)
        && window.at(0) == (byte) 0xEF
        && window.at(1) == (byte) 0xBB
        && window.at(2) == (byte) 0xBF) {
      position = 3;
    }
    int skipped = format.oddities().skippedLines();
    if (skipped == 0 && isSeparatorLine()) {
      skipped = 1;
    }
    for (int i = 0; i < skipped && window.has(position); i++) {
      skipPartialLine();
      line += line > 0 ? 1 : 0;
    }
  }

  /** A line with which spreadsheets tell one another the delimiter. */
  private boolean isSeparatorLine() throws IOException {
    for (int i = 0; i < SEPARATOR.length(); i++) {
      if (!window.has(position + i)
          || Character.toLowerCase((char) window.at(position + i)) != SEPARATOR.charAt(i)) {
        return false;
      }
    }
    int end = position + SEPARATOR.length() + 1;
    return delimiter.length == 1 && lines.isBlank(end) && window.at(end - 1) == delimiter[0];
  }

  @Override
  public boolean next() throws IOException {
    if (isCut) {
      skipPartialLine();
      isCut = false;
    }
    line += line > 0 ? lineBreaks : 0;
    lineBreaks = 0;
    skipBlankLines();
    while (lines.isComment(position) && window.offset(position) < end) {
      skipPartialLine();
      line += line > 0 ? 1 : 0;
      skipBlankLines();
    }
    if (!window.has(position)
        || window.offset(position) >= end
        || (isBody && lines.isInFooter(position))) {
      return false;
    }
    isBody = true;
    recordStart = window.startRecord(position);
    broken = lines.isBlank(recordStart) ? BrokenRecord.blankLine() : parse();
    if (broken != null) {
      endAtFirstLine();
    }
    if (broken == null && expectedFields != ANY && !isOfLength()) {
      broken = BrokenRecord.fieldCount(expectedFields, fields.count());
    }
    isUnfinished = broken != null && broken.lacksEnd() && !window.has(recordEnd);
    decoder
        .problem(window.array(), recordStart, recordEnd)
        .ifPresent(problem -> broken = BrokenRecord.both(problem, broken));
    return true;
  }

  /** Of a file with one column, a blank line may be a record; behind the last record it is none. */
  private void skipBlankLines() throws IOException {
    while (lines.isBlank(position)) {
      if (expectedFields == 1 && isFollowedByText()) {
        return;
      }
      position = window.startRecord(lines.afterBlank(position));
      line += line > 0 ? 1 : 0;
    }
  }

  private boolean isOfLength() {
    int more = fields.count() - expectedFields;
    boolean isShort = more < 0 && format.oddities().shortRows();
    boolean hasTrailing =
        more == 1
            && format.oddities().trailingDelimiter()
            && fields.text(expectedFields).numBytes() == 0;
    return more == 0 || isShort || hasTrailing;
  }

  private boolean isFollowedByText() throws IOException {
    int next = position;
    while (lines.isBlank(next) && window.held(next) <= LONGEST_RECORD) {
      next = lines.afterBlank(next);
    }
    return window.has(next);
  }

  private @Nullable BrokenRecord parse() throws IOException {
    fields.clear();
    position = recordStart;
    if (format.isFixedWidth()) {
      return fixedWidth();
    }
    while (true) {
      boolean isQuoted = window.has(position) && window.at(position) == format.quote();
      BrokenRecord problem = isQuoted ? quotedField() : plainField();
      if (problem != null) {
        return problem;
      }
      if (!window.has(position)) {
        recordEnd = endBeforeReturn(position);
        return null;
      }
      if (lines.isEnd(window.at(position))) {
        recordEnd = endBeforeReturn(position++);
        lineBreaks++;
        return null;
      }
      position += delimiter.length;
    }
  }

  private @Nullable BrokenRecord fixedWidth() throws IOException {
    while (window.has(position) && !lines.isEnd(window.at(position))) {
      if (window.held(position) > LONGEST_RECORD) {
        return BrokenRecord.tooLong();
      }
      position++;
    }
    recordEnd = endBeforeReturn(position++);
    lineBreaks++;
    return fixed.cut(recordStart, recordEnd);
  }

  private boolean isDelimiter(int at) throws IOException {
    if (window.at(at) != delimiter[0]) {
      return false;
    }
    for (int i = 1; i < delimiter.length; i++) {
      if (!window.has(at + i) || window.at(at + i) != delimiter[i]) {
        return false;
      }
    }
    return true;
  }

  /** Leaves {@link #position} on the delimiter, the line feed or the end. */
  private @Nullable BrokenRecord plainField() throws IOException {
    int from = position;
    while (window.has(position)) {
      byte next = window.at(position);
      if (isDelimiter(position)) {
        fields.add(from, position, false);
        return null;
      }
      if (lines.isEnd(next)) {
        break;
      }
      if (next == format.quote()) {
        return BrokenRecord.strayQuote();
      }
      if (lines.isForeignEnd(position)) {
        return BrokenRecord.lineEnd(lines.endWithLineFeeds());
      }
      if (window.held(position) > LONGEST_RECORD) {
        return BrokenRecord.tooLong();
      }
      position++;
    }
    fields.add(from, Math.max(from, endBeforeReturn(position)), false);
    return null;
  }

  private @Nullable BrokenRecord quotedField() throws IOException {
    int from = ++position;
    boolean isEscaped = false;
    while (window.has(position)) {
      byte next = window.at(position);
      if (isEscape(next)) {
        isEscaped = true;
        position++;
      } else if (next == format.quote()) {
        fields.add(from, position++, isEscaped);
        return afterQuote();
      } else if (lines.isEnd(next)) {
        if (!format.multiLine()) {
          return BrokenRecord.unterminatedQuote();
        }
        lineBreaks++;
      }
      if (window.held(position) > LONGEST_RECORD) {
        return BrokenRecord.unterminatedQuote();
      }
      position++;
    }
    return BrokenRecord.unterminatedQuote();
  }

  private boolean isEscape(byte next) throws IOException {
    if (next != format.escape() || !window.has(position + 1)) {
      return false;
    }
    byte escaped = window.at(position + 1);
    return escaped == format.quote() || (format.escape() != format.quote() && escaped == next);
  }

  private @Nullable BrokenRecord afterQuote() throws IOException {
    if (lines.endWithLineFeeds()
        && window.has(position)
        && window.at(position) == '\r'
        && (!window.has(position + 1) || window.at(position + 1) == '\n')) {
      position++;
    }
    boolean isEnd =
        !window.has(position) || lines.isEnd(window.at(position)) || isDelimiter(position);
    return isEnd ? null : BrokenRecord.textAfterQuote();
  }

  private int endBeforeReturn(int lineEnd) {
    return lines.endOfText(recordStart, lineEnd);
  }

  private void endAtFirstLine() throws IOException {
    position = recordStart;
    while (window.has(position)
        && !lines.isEnd(window.at(position))
        && window.held(position) <= LONGEST_RECORD) {
      position++;
    }
    recordEnd = endBeforeReturn(position);
    isCut = window.has(position) && !lines.isEnd(window.at(position));
    position += isCut ? 0 : 1;
    lineBreaks = 1;
  }

  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields.count(); i++) {
      texts.add(fields.text(i).toString());
    }
    return texts;
  }

  @Override
  public Optional<BrokenRecord> broken() {
    return Optional.ofNullable(broken);
  }

  @Override
  public boolean isUnfinished() {
    return isUnfinished;
  }

  @Override
  public @Nullable UTF8String column(int index) {
    if (fields.isNone(index)) {
      return null;
    }
    UTF8String text = fields.text(index);
    return nulls.contains(text) ? null : text;
  }

  @Override
  public UTF8String raw() {
    return window.view(recordStart, recordEnd);
  }

  @Override
  public long offset() {
    return window.offset(recordStart);
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }
}
