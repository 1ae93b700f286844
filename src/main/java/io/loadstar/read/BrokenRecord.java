package io.loadstar.read;

/**
 * Why a record cannot be taken apart.
 *
 * @param rule id under which it is counted: field_count, quote, encoding, nul_byte, json, size
 * @param lacksEnd whether more bytes could have made it a good one
 */
public record BrokenRecord(String rule, String message, boolean lacksEnd) {
  static BrokenRecord fieldCount(int expected, int found) {
    String message = "expected " + expected + " fields, found " + found;
    return new BrokenRecord("field_count", message, found < expected);
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

  /** Of a text that is not valid JSON. */
  static BrokenRecord notJson(String problem, boolean lacksEnd) {
    return new BrokenRecord("json", "not valid JSON: " + problem, lacksEnd);
  }

  static BrokenRecord tooLong() {
    String message = "longer than " + (RecordCursor.LONGEST_RECORD >> 20) + " MiB";
    return new BrokenRecord("size", message, false);
  }
}
