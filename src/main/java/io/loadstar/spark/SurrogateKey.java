package io.loadstar.spark;

import io.loadstar.model.KeyForm;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * Surrogate keys: SHA-256 of the natural key's text, 64 lower-case hex characters. One part is
 * hashed as it is; of several, each has backslash and bar escaped by a backslash, and they are
 * joined by bars. Parts are trimmed and never null: required key columns see to that.
 */
public final class SurrogateKey {
  /** The unknown member's key. */
  public static final String UNKNOWN = KeyForm.HEX.unknown();

  private SurrogateKey() {}

  public static Column of(List<String> columns) {
    return Sha256.of(naturalKey(columns));
  }

  /** As much of a key as the warehouse stores. */
  public static Column stored(Column key, KeyForm form) {
    return form == KeyForm.HEX ? key : functions.left(key, functions.lit(form.digits()));
  }

  /**
   * Key of the group that an array's elements form: as of several parts, in their order. No array
   * and one without elements are the unknown member's.
   */
  public static Column ofGroup(Column array) {
    Column text = functions.array_join(functions.transform(array, part -> escaped(part)), "|");
    return functions
        .when(functions.size(array).gt(0), Sha256.of(text))
        .otherwise(functions.lit(UNKNOWN));
  }

  /**
   * The natural key as a text to which more can be joined: each part escaped, also a single one.
   * The warehouse's {@code shared.version_key} makes the keys of versions of it.
   */
  public static Column text(List<String> columns) {
    return functions.concat_ws(
        "|", columns.stream().map(column -> escaped(text(column))).toArray(Column[]::new));
  }

  /**
   * Key of the version of a member that begins on a date or at a time: natural key and the text of
   * that, joined by a bar.
   */
  public static Column ofVersion(List<String> columns, Column from) {
    return Sha256.of(functions.concat_ws("|", text(columns), from.cast("string")));
  }

  /** As {@link #of}, and the unknown member's where a part is missing. */
  public static Column orUnknown(List<String> columns) {
    Column isAnyNull =
        columns.stream().map(name -> functions.col(name).isNull()).reduce(Column::or).orElseThrow();
    return functions.when(isAnyNull, functions.lit(UNKNOWN)).otherwise(of(columns));
  }

  /** What is hashed: equal texts are equal keys. */
  public static Column naturalKey(List<String> columns) {
    if (columns.size() == 1) {
      return text(columns.get(0));
    }
    return text(columns);
  }

  private static Column text(String column) {
    return functions.trim(functions.col(column).cast("string"));
  }

  /** A text that can be told from its neighbours where several are joined by bars. */
  public static Column escaped(Column text) {
    Column backslash = functions.lit("\\");
    Column doubled = functions.replace(text, backslash, functions.lit("\\\\"));
    return functions.replace(doubled, functions.lit("|"), functions.lit("\\|"));
  }
}
