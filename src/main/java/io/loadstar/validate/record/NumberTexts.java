package io.loadstar.validate.record;

import io.loadstar.model.NumberForm;
import io.loadstar.spark.PlainNumbers;
import io.loadstar.spark.StaticMethod;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Numbers as people write them: brought into the plain form that all else here reads. */
public final class NumberTexts {
  private static final Pattern PARTS =
      Pattern.compile("([+-]?)([0-9]*)(?:\\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,4}))?");

  private NumberTexts() {}

  static Column plain(Column text, NumberForm form) {
    return form.isPlain()
        ? text
        : StaticMethod.call(
            NumberTexts.class,
            "plain",
            DataTypes.StringType,
            text,
            functions.lit((int) form.decimal()),
            functions.lit((int) form.group()),
            functions.lit(form.isAnyForm()));
  }

  /** Called by Spark; null for a text that is not of the form. */
  public static @Nullable UTF8String plain(
      UTF8String text, int decimal, int group, boolean isAnyForm) {
    String usual = usual(text.toString(), (char) decimal, (char) group);
    Matcher parts = PARTS.matcher(usual == null ? "" : usual);
    if (!parts.matches()) {
      return null;
    }
    String whole = parts.group(2);
    String fraction = parts.group(3);
    boolean isWhole = !whole.isEmpty() && (fraction == null || !fraction.isEmpty());
    boolean hasDigits = !whole.isEmpty() || (fraction != null && !fraction.isEmpty());
    boolean isPlain = isWhole && parts.group(4) == null;
    if (!hasDigits || !(isPlain || isAnyForm)) {
      return null;
    }
    UTF8String number = UTF8String.fromString(usual);
    return isAnyForm ? PlainNumbers.plain(number) : number;
  }

  /** Without groups, with a point for the decimal mark; null where the groups are not of three. */
  private static @Nullable String usual(String text, char decimal, char group) {
    int mark = text.indexOf(decimal);
    String whole = mark < 0 ? text : text.substring(0, mark);
    String rest = mark < 0 ? "" : "." + text.substring(mark + 1);
    boolean isGrouped = group != NumberForm.NO_GROUPS && whole.indexOf(group) >= 0;
    if (isGrouped && !whole.matches("[+-]?[0-9]{1,3}(\\Q" + group + "\\E[0-9]{3})+")) {
      return null;
    }
    return (isGrouped ? whole.replace(String.valueOf(group), "") : whole) + rest;
  }
}
