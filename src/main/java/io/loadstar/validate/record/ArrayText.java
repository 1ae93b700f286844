package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Text that holds a list: a JSON array, also with single quotes; or text, perhaps in brackets,
 * between delimiters, its elements perhaps in quotes. Elements are trimmed; blank ones and those
 * that say null or None are none.
 */
final class ArrayText {
  /** Escapes that stand for what no text can hold: NUL, and half of a surrogate pair. */
  static final String UNSTORABLE =
      "(?i)\\\\u0000|\\\\ud[89ab][0-9a-f]{2}(?!\\\\ud[c-f])|(?<!\\\\ud[89ab][0-9a-f]{2})\\\\ud[c-f][0-9a-f]{2}";

  static final String BLANKS = " \t\r\n";
  static final String BLANKS_AND_QUOTES = BLANKS + "\"'";

  private ArrayText() {}

  /** The elements; NULL if the text is no list. */
  static Column elements(Column text, String split) {
    Column elements =
        when(text.startsWith("["), coalesce(ofJson(text), ofBrackets(text, split)))
            .otherwise(ofText(text, split));
    Column isWhole = text.startsWith("[").equalTo(text.endsWith("]"));
    return when(
        isWhole.and(functions.not(text.rlike(UNSTORABLE))),
        functions.filter(elements, element -> element.isNotNull().and(element.notEqual(""))));
  }

  /** Parsed as the only element of an array, since Spark ignores what follows the first value. */
  private static Column ofJson(Column text) {
    Column parsed =
        functions.from_json(
            functions.concat(lit("["), text, lit("]")),
            "array<array<string>>",
            Map.of("allowBackslashEscapingAnyCharacter", "true"));
    return when(
        functions.size(parsed).equalTo(1),
        functions.transform(
            functions.get(parsed, lit(0)), element -> functions.trim(element, BLANKS)));
  }

  private static Column ofBrackets(Column text, String split) {
    Column inside = functions.regexp_replace(text, "(?s)^\\[(.*)]$", "$1");
    return when(functions.not(inside.rlike("[\\[\\]]")), split(inside, split));
  }

  private static Column ofText(Column text, String split) {
    return split(functions.regexp_replace(text, "(?s)^\\(([^()]*)\\)$", "$1"), split);
  }

  private static Column split(Column text, String split) {
    return functions.transform(
        functions.split(text, split),
        element ->
            when(
                functions.not(functions.trim(element, BLANKS).isin("null", "NULL", "None")),
                functions.trim(element, BLANKS_AND_QUOTES)));
  }
}
