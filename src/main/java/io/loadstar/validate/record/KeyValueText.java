package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Text that holds key-value pairs: a JSON object, also with single quotes or bare names, or {@code
 * a=1; b=2} with {@code =} or {@code :} inside a pair and comma, semicolon, bar or ampersand
 * between pairs. Of a key that occurs twice the last one stands.
 */
final class KeyValueText {
  private static final Map<String, String> LENIENT =
      Map.of("allowSingleQuotes", "true", "allowUnquotedFieldNames", "true");

  private static final String BETWEEN = "[,;|&]";
  private static final String PAIR = "^[^=:{}\\[\\]]+[=:][^{}\\[\\]]*$";

  private KeyValueText() {}

  /** The value of a key; NULL if it is blank, or there is no such key, or the text is no pairs. */
  static Column value(Column text, String key) {
    // Greedy up to the key, so that the last one is found.
    String pair =
        "(?s)^(?:.*" + BETWEEN + ")?[\\s\"']*" + Pattern.quote(key) + "[\\s\"']*[=:]([^,;|&]*)";
    Column ofPair =
        functions.trim(functions.regexp_extract(text, pair, 1), ArrayText.BLANKS_AND_QUOTES);
    Column ofObject =
        functions.trim(functions.get(parsed(text, key), lit(0)).getField(key), ArrayText.BLANKS);
    Column value = when(isObject(text), ofObject).otherwise(ofPair);
    return when(isPairs(text), functions.nullif(value, lit("")));
  }

  /** Whether the text, if any, is such pairs. */
  static Column isPairs(Column text) {
    Column areAllPairs =
        functions.forall(
            functions.split(text, BETWEEN),
            part -> functions.trim(part, ArrayText.BLANKS).equalTo("").or(part.rlike(PAIR)));
    return when(text.isNull(), lit(true))
        .when(text.rlike(ArrayText.UNSTORABLE), lit(false))
        .when(
            isObject(text),
            functions.coalesce(functions.size(parsed(text, "_any")).equalTo(1), lit(false)))
        .otherwise(areAllPairs.and(text.rlike("[=:]")));
  }

  private static Column isObject(Column text) {
    return text.rlike("(?s)^\\s*\\{.*}\\s*$");
  }

  /** Parsed as the only element of an array, since Spark ignores what follows the first value. */
  private static Column parsed(Column text, String key) {
    StructType shape = new StructType().add(key, DataTypes.StringType, true);
    return functions.from_json(
        functions.concat(lit("["), text, lit("]")), DataTypes.createArrayType(shape), LENIENT);
  }
}
