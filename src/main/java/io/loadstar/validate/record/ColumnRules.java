package io.loadstar.validate.record;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.Severity;
import io.loadstar.spark.SparkTypes;
import io.loadstar.spark.Tried;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * The rules of one column. Its raw text is in a column of its name, its value in {@link #typed}.
 */
final class ColumnRules {
  private final ColumnSpec column;
  private final boolean isKey;
  private final boolean isCompared;
  private final boolean isShown;

  /**
   * @param isKey whether a key is made of it: then it is required
   * @param isCompared whether it is a key or compared with one: then it is trimmed if it is text
   * @param isShown whether a reason may repeat the text
   */
  ColumnRules(ColumnSpec column, boolean isKey, boolean isCompared, boolean isShown) {
    this.column = column;
    this.isShown = isShown;
    this.isKey = isKey;
    this.isCompared = isCompared;
  }

  /** Name of the column that holds the text after {@code parse}. */
  String parsed() {
    return "_parsed_" + column.name();
  }

  /** Name of the column that holds what {@code parse} gives, for {@link Tried}. */
  String tried() {
    return "_tried_" + column.name();
  }

  /** What {@code parse} gives, where the column has it. */
  Optional<Column> triedText() {
    return column.parse().map(parse -> Tried.of(functions.expr(parse).cast("string")).as(tried()));
  }

  /** Name of the column that holds the typed value, before nulling. */
  String typed() {
    return "_typed_" + column.name();
  }

  Column parsedText() {
    Column text = TextForms.of(part().cast("string"), column.textForm());
    boolean isTrimmed = isCompared && column.type().kind() == Kind.STRING;
    return isTrimmed ? functions.nullif(functions.trim(text), lit("")) : text;
  }

  private Column part() {
    Column whole = col(column.name());
    return column
        .parse()
        .map(parse -> Tried.result(col(tried())))
        .orElseGet(() -> column.key().map(key -> KeyValueText.value(whole, key)).orElse(whole));
  }

  Column typedValue() {
    if (column.isBatchDate()) {
      return col(parsed()).cast("date").cast(SparkTypes.of(column.type()));
    }
    return TypedText.of(col(parsed()), column);
  }

  /** The value that is loaded: the default or NULL where a rule says so. */
  Column finalValue(RuleBits bits) {
    Column value = col(typed());
    if (leadsTo(Severity.NULL)) {
      value = functions.when(functions.not(bits.anyBroken(broken(Severity.NULL))), value);
    }
    if (leadsTo(Severity.DEFAULT)) {
      value =
          functions.when(bits.anyBroken(broken(Severity.DEFAULT)), defaultValue()).otherwise(value);
    }
    return value.as(column.name());
  }

  private Column defaultValue() {
    return TypedText.of(lit(column.defaultValue().orElseThrow()), column);
  }

  private boolean leadsTo(Severity severity) {
    return checks().stream().anyMatch(broken(severity));
  }

  private Predicate<Rule> broken(Severity severity) {
    return check -> check.column().equals(column.name()) && check.severity() == severity;
  }

  List<Rule> checks() {
    List<Rule> checks = new ArrayList<>();
    if (column.isRepeatNumber()) {
      return checks;
    }
    Column text = col(column.name());
    Column shown = shown();
    Column value = col(typed());
    boolean isRequired = column.required() || isKey;
    if (isRequired) {
      Column isMissing = isMissing(text);
      checks.add(
          isKey
              ? new Rule(
                  "required", column.name(), Severity.QUARANTINE, isMissing, shown, "is missing")
              : check("required", isMissing, "is missing"));
    }
    column
        .parse()
        .ifPresent(
            parse ->
                checks.add(
                    check("parse", Tried.failed(col(tried())), "cannot be parsed by: " + parse)));
    checks.add(check("type", hasNoValue(text, value), TypeMessage.of(column)));
    if (isKey && column.severity("type") != Severity.QUARANTINE) {
      checks.add(
          new Rule(
              "required",
              column.name(),
              Severity.QUARANTINE,
              hasNoValue(text, value),
              shown,
              "has no valid value, and a key needs one"));
    }
    bounds(checks, value);
    return checks;
  }

  private Column isMissing(Column text) {
    if (column.key().isPresent()) {
      return KeyValueText.isPairs(text).and(col(parsed()).isNull());
    }
    if (column.textForm().isTrimmed()) {
      return col(parsed()).isNull().and(isParsed());
    }
    return isCompared ? text.isNull().or(functions.trim(text).equalTo("")) : text.isNull();
  }

  /** Where {@code parse} failed, that is the reason. */
  private Column isParsed() {
    return column.parse().isPresent() ? functions.not(Tried.failed(col(tried()))) : lit(true);
  }

  /** A key that is not among well-formed pairs is missing, which is no matter of type. */
  private Column hasNoValue(Column text, Column value) {
    Column hasNone = present(text).and(value.isNull()).and(isParsed());
    return column.key().isEmpty()
        ? hasNone
        : hasNone.and(functions.not(KeyValueText.isPairs(text)).or(col(parsed()).isNotNull()));
  }

  /** For types other than string, blank text is no value rather than a wrong one. */
  private Column present(Column text) {
    if (column.textForm().isTrimmed()) {
      return col(parsed()).isNotNull();
    }
    return isCompared ? text.isNotNull().and(functions.trim(text).notEqual("")) : text.isNotNull();
  }

  private void bounds(List<Rule> checks, Column value) {
    if (column.type().maxLength() > 0) {
      int longest = column.type().maxLength();
      checks.add(
          check(
              "max_length",
              functions.coalesce(
                  anyText(value, text -> functions.length(text).gt(longest)), lit(false)),
              (column.type().kind() == Kind.ARRAY ? "has an element longer" : "is longer")
                  + " than "
                  + longest
                  + " characters"));
    }
    column
        .min()
        .ifPresent(
            min ->
                checks.add(check("min", breaks(value, value.lt(bound(min))), "is below " + min)));
    column
        .max()
        .ifPresent(
            max ->
                checks.add(check("max", breaks(value, value.gt(bound(max))), "is above " + max)));
    column
        .pattern()
        .ifPresent(
            pattern ->
                checks.add(
                    check(
                        "pattern",
                        breaks(
                            value,
                            anyWritten(
                                value,
                                text -> functions.not(text.rlike("\\A(?:" + pattern + ")\\z")))),
                        "does not match " + pattern)));
    if (!column.oneOf().isEmpty()) {
      checks.add(
          check(
              "one_of",
              breaks(value, isNoneOf(value)),
              "is none of " + String.join(", ", column.oneOf())));
    }
  }

  /** Compared as values of the column's type: 5 and 5.00 are one decimal. */
  private Column isNoneOf(Column value) {
    boolean isText = column.type().kind() == Kind.STRING || column.type().kind() == Kind.ARRAY;
    return isText
        ? anyText(value, text -> functions.not(text.isin(column.oneOf().toArray())))
        : column.oneOf().stream()
            .map(one -> value.notEqual(bound(one)))
            .reduce(lit(true), Column::and);
  }

  /** Of an array, any element; of everything else, the text as it was written. */
  private Column anyWritten(Column value, UnaryOperator<Column> condition) {
    return column.type().kind() == Kind.ARRAY
        ? functions.exists(value, condition::apply)
        : condition.apply(col(parsed()));
  }

  /** Of an array, any element; of everything else, its text. */
  private Column anyText(Column value, UnaryOperator<Column> condition) {
    return column.type().kind() == Kind.ARRAY
        ? functions.exists(value, condition::apply)
        : condition.apply(value.cast("string"));
  }

  /** A missing value breaks no bound; a comparison that gives NULL for a value breaks it. */
  private static Column breaks(Column value, Column comparison) {
    return value.isNotNull().and(functions.coalesce(comparison, lit(true)));
  }

  private Column bound(String bound) {
    return switch (column.type().kind()) {
      case INTEGER, BIGINT, DECIMAL -> lit(new java.math.BigDecimal(bound));
      case DOUBLE -> lit(Double.parseDouble(bound));
      case DATE -> lit(LocalDate.parse(bound));
      case TIMESTAMP ->
          lit(
              LocalDateTime.parse(bound.replace(' ', 'T'))
                  .atZone(ZoneId.of(column.zone().orElse("UTC")))
                  .toInstant());
      case BOOLEAN -> lit(Boolean.parseBoolean(bound));
      case STRING, ARRAY, UUID -> lit(bound);
    };
  }

  private Rule check(String rule, Column broken, String message) {
    return new Rule(rule, column.name(), column.severity(rule), broken, shown(), message);
  }

  /** The value that a reason repeats. */
  private Column shown() {
    return isShown ? col(column.name()) : lit(null).cast("string");
  }
}
