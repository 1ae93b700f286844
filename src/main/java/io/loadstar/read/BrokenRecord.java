package io.loadstar.read;

import org.jspecify.annotations.Nullable;

/**
 * Why a record cannot be taken apart.
 *
 * @param rule id under which it is counted: field_count, width, quote, encoding, nul_byte, json,
 *     extra_field, line_end, blank_line, header, size
 * @param lacksEnd whether more bytes could have made it a good one
 */
public record BrokenRecord(String rule, String message, boolean lacksEnd) {
  /** Rule of a JSON record with a field that the spec does not know. */
  static final String EXTRA_FIELD = "extra_field";

  static BrokenRecord fieldCount(int expected, int found) {
    String message = "expected " + expected + " fields, found " + found;
    return new BrokenRecord("field_count", message, found < expected);
  }

  static BrokenRecord width(int expected, int found) {
    String message = "expected " + expected + " characters, found " + found;
    return new BrokenRecord("width", message, found < expected);
  }

  static BrokenRecord unterminatedQuote() {
    return new BrokenRecord("quote", "a quoted field is not closed", true);
  }

  static BrokenRecord textAfterQuote() {
    return new BrokenRecord("quote", "text follows a closing quote", false);
  }

  static BrokenRecord strayQuote() {
    return new BrokenRecord("quote", "a quote stands inside an unquoted field", false);
  }

  static BrokenRecord encoding(String charset) {
    return new BrokenRecord("encoding", "not valid " + charset, false);
  }

  static BrokenRecord nulByte() {
    String message = "holds a NUL character, which no database text can hold";
    return new BrokenRecord("nul_byte", message, false);
  }

  static BrokenRecord json(String message) {
    return new BrokenRecord("json", message, false);
  }

  static BrokenRecord extraField(String name) {
    return new BrokenRecord(EXTRA_FIELD, "field '" + name + "' is not in the spec", false);
  }

  static BrokenRecord lineEnd(boolean endWithLineFeeds) {
    String message =
        endWithLineFeeds
            ? "holds a carriage return outside quotes: lines end with a line feed, with or without"
                + " one before it; 'line_end: cr' reads lines that end with it alone"
            : "holds a line feed outside quotes: lines end with a carriage return, as the spec says";
    return new BrokenRecord("line_end", message, false);
  }

  static BrokenRecord blankLine() {
    String message = "is a blank line, of which nobody can tell whether it is a value: write \"\"";
    return new BrokenRecord("blank_line", message, false);
  }

  static BrokenRecord header() {
    return new BrokenRecord("header", "repeats the file's header", false);
  }

  /** All that is wrong, counted under the first rule; null if nothing is. */
  static @Nullable BrokenRecord both(@Nullable BrokenRecord first, @Nullable BrokenRecord second) {
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return new BrokenRecord(
        first.rule, first.message + "; " + second.message, first.lacksEnd || second.lacksEnd);
  }

  /** Of a text that is not valid JSON. */
  static BrokenRecord notJson(String problem, boolean lacksEnd) {
    return new BrokenRecord("json", "not valid JSON: " + problem, lacksEnd);
  }

  static BrokenRecord tooLong() {
    String message = "longer than " + (RecordCursor.LONGEST_RECORD >> 20) + " MiB";
    return new BrokenRecord("size", message, false);
  }
}
