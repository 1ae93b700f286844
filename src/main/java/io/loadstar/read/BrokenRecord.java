package io.loadstar.read;

/**
 * Why a record cannot be taken apart.
 *
 * @param rule id under which it is counted: field_count, quote, encoding, nul_byte, json, size
 */
public record BrokenRecord(String rule, String message) {
  static BrokenRecord fieldCount(int expected, int found) {
    return new BrokenRecord("field_count", "expected " + expected + " fields, found " + found);
  }

  static BrokenRecord unterminatedQuote() {
    return new BrokenRecord("quote", "a quoted field is not closed");
  }

  static BrokenRecord textAfterQuote() {
    return new BrokenRecord("quote", "text follows a closing quote");
  }

  static BrokenRecord strayQuote() {
    return new BrokenRecord("quote", "a quote stands inside an unquoted field");
  }

  static BrokenRecord encoding(String charset) {
    return new BrokenRecord("encoding", "not valid " + charset);
  }

  static BrokenRecord nulByte() {
    return new BrokenRecord("nul_byte", "holds a NUL character, which no database text can hold");
  }

  static BrokenRecord json(String message) {
    return new BrokenRecord("json", message);
  }

  static BrokenRecord tooLong() {
    return new BrokenRecord("size", "longer than " + (RecordCursor.LONGEST_RECORD >> 20) + " MiB");
  }
}
