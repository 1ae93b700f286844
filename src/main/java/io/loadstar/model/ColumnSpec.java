package io.loadstar.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One column of a source.
 *
 * @param from the column's name in the file's header, or the JSON or Parquet field
 * @param formats date or timestamp patterns, tried in order; empty means ISO 8601
 * @param zone time zone of timestamps without an offset
 * @param split regular expression between the elements of an array that comes as text
 * @param parse Spark SQL over the raw text, applied before typing
 * @param min least value, as the spec gives it
 * @param onInvalid what a broken rule does, by rule name; {@link #ANY_RULE} holds for all others
 * @param line line of the column in the spec
 */
public record ColumnSpec(
    String name,
    String from,
    ColumnType type,
    List<String> formats,
    String zone,
    String split,
    Optional<String> parse,
    boolean required,
    Optional<String> min,
    Optional<String> max,
    Optional<String> pattern,
    List<String> oneOf,
    Map<String, Severity> onInvalid,
    String description,
    int line) {

  public static final String ANY_RULE = "*";

  /** Rules that a value must keep to be stored at all, so that a warning is not enough. */
  public static final Set<String> STORABLE = Set.of("type", "max_length");

  public Severity severity(String rule) {
    Severity severity =
        onInvalid.getOrDefault(rule, onInvalid.getOrDefault(ANY_RULE, Severity.QUARANTINE));
    return severity == Severity.WARN && STORABLE.contains(rule) ? Severity.QUARANTINE : severity;
  }
}
