package io.loadstar.validate.record;

import io.loadstar.model.TextForm;
import io.loadstar.spark.StaticMethod;
import java.text.Normalizer;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Brings texts that look the same into one form. */
public final class TextForms {
  private TextForms() {}

  static Column of(Column text, TextForm form) {
    return form.equals(TextForm.AS_IT_COMES)
        ? text
        : StaticMethod.call(
            TextForms.class,
            "of",
            DataTypes.StringType,
            text,
            functions.lit(form.isNfc()),
            functions.lit(form.isTrimmed()));
  }

  /** Called by Spark; null where nothing is left. */
  public static @Nullable UTF8String of(UTF8String text, boolean isNfc, boolean isTrimmed) {
    String value = text.toString();
    String composed = isNfc ? Normalizer.normalize(value, Normalizer.Form.NFC) : value;
    if (!isTrimmed) {
      return UTF8String.fromString(composed);
    }
    int from = 0;
    int to = composed.length();
    while (from < to && isSpace(composed.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(composed.charAt(to - 1))) {
      to--;
    }
    return from == to ? null : UTF8String.fromString(composed.substring(from, to));
  }

  /** White space, and what has no width: zero-width spaces and joiners, byte order marks. */
  private static boolean isSpace(char one) {
    return Character.isWhitespace(one)
        || Character.isSpaceChar(one)
        || (one >= '\u200B' && one <= '\u200D')
        || one == '\u2060'
        || one == '\uFEFF';
  }
}
