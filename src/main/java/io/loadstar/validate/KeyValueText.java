package io.loadstar.validate;

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
 * between pairs.
 */
final class KeyValueText {
  private static final String CORRUPT = "_corrupt";

  private static final Map<String, String> LENIENT =
      Map.of(
          "allowSingleQuotes", "true",
          "allowUnquotedFieldNames", "true",
          "columnNameOfCorruptRecord", CORRUPT);

  private static final String PAIR = "[^=:,;|&{}\\[\\]]+[=:][^,;|&{}\\[\\]]*";
  private static final String PAIRS = "^" + PAIR + "([,;|&]" + PAIR + ")*[,;|&]?\\s*$";

  private KeyValueText() {}

  /** The value of a key; NULL if it is blank, or there is no such key, or the text is no pairs. */
  static Column value(Column text, String key) {
    // Greedy up to the key: of several, the last one stands, as in a JSON object.
    String pair = "(?s)^(?:.*[,;|&])?[\\s\"']*" + Pattern.quote(key) + "[\\s\"']*[=:]([^,;|&]*)";
    Column ofPair =
        functions.regexp_replace(
            functions.regexp_extract(text, pair, 1), "^[\\s\"']+|[\\s\"']+$", "");
    Column ofObject = functions.trim(parsed(text, key).getField(key));
    Column value = when(isObject(text), ofObject).otherwise(ofPair);
    return functions.nullif(value, lit(""));
  }

  /** Whether the text, if any, is such pairs. */
  static Column isPairs(Column text) {
    return when(text.isNull(), lit(true))
        .when(isObject(text), parsed(text, "_any").getField(CORRUPT).isNull())
        .otherwise(text.rlike(PAIRS));
  }

  private static Column isObject(Column text) {
    return text.rlike("(?s)^\\s*\\{.*}\\s*$");
  }

  private static Column parsed(Column text, String key) {
    StructType shape =
        new StructType()
            .add(key, DataTypes.StringType, true)
            .add(CORRUPT, DataTypes.StringType, true);
    return functions.from_json(text, shape, LENIENT);
  }
}
