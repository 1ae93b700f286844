package io.loadstar.validate.record;

import org.apache.spark.unsafe.types.UTF8String;

/** Texts of fields as files have them. */
final class FieldText {
  private FieldText() {}

  /** Where a text ends, but for one line break, which quoted fields of CSV may have. */
  static int end(UTF8String text) {
    int end = text.numBytes();
    end -= end > 0 && text.getByte(end - 1) == '\n' ? 1 : 0;
    return end - (end > 0 && text.getByte(end - 1) == '\r' ? 1 : 0);
  }
}
