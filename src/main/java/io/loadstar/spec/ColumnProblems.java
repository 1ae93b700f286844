package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.Severity;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks what a column says of itself. */
final class ColumnProblems {
  private final ColumnSpec column;
  private final Problems problems;
  private final String where;

  ColumnProblems(String source, ColumnSpec column, Problems problems) {
    this.column = column;
    this.problems = problems;
    this.where = source + ".columns." + column.name();
  }

  void check() {
    Kind kind = column.type().kind();
    if (!column.formats().isEmpty() && !SourceChecker.isTime(kind)) {
      add("'formats' go with type date or timestamp only.");
    }
    column.min().ifPresent(value -> bound("min", value));
    column.max().ifPresent(value -> bound("max", value));
    boundsInOrder();
    choices();
    pivot();
    numbers();
    column.pattern().ifPresent(pattern -> regex("pattern", pattern));
    regex("split", column.split());
    severities();
    defaultValue();
    source();
    column.zone().ifPresent(this::zone);
  }

  /** A choice must be a value that the column can have. */
  private void choices() {
    for (String choice : column.oneOf()) {
      if (column.type().kind() == Kind.BOOLEAN && !choice.matches("true|false")) {
        add("one_of '" + choice + "' is no boolean: write true or false.");
      } else if (column.type().kind() != Kind.BOOLEAN && !isText()) {
        bound("one_of", choice);
      }
      int longest = column.type().maxLength();
      if (longest > 0 && choice.length() > longest) {
        add("one_of '" + choice + "' is longer than max_length " + longest + ": no value is both.");
      }
      boolean isOff =
          column.type().kind() == Kind.STRING
              && column.pattern().map(pattern -> !matches(pattern, choice)).orElse(false);
      if (isOff) {
        add(
            "one_of '"
                + choice
                + "' does not match pattern '"
                + column.pattern().orElse("")
                + "', so that no value is both: drop one of them.");
      }
    }
  }

  private static boolean matches(String pattern, String choice) {
    try {
      return choice.matches(pattern);
    } catch (PatternSyntaxException e) {
      return true; // It has been said that it is none.
    }
  }

  private boolean isText() {
    return column.type().kind() == Kind.STRING || column.type().kind() == Kind.ARRAY;
  }

  private void pivot() {
    if (column.pivot().isEmpty()) {
      return;
    }
    int pivot = column.pivot().getAsInt();
    if (pivot < 1901 || pivot > 2000) {
      add("pivot '" + pivot + "' is the first of a hundred years: write one from 1901 to 2000.");
    }
    if (column.formats().stream()
        .noneMatch(format -> format.matches("(.*[^yu])?(yy|uu)([^yu].*)?"))) {
      add("'pivot' goes with formats that have two digits for the year (yy).");
    }
  }

  private void numbers() {
    if (column.numberForm().isPlain()) {
      return;
    }
    switch (column.type().kind()) {
      case INTEGER, BIGINT, DECIMAL, DOUBLE -> {
        if (column.numberForm().decimal() == column.numberForm().group()) {
          add("'number' has one character for 'decimal' and for 'group': they must differ.");
        }
      }
      case DATE, TIMESTAMP, STRING, BOOLEAN, ARRAY, UUID ->
          add("'number' goes with type integer, bigint, decimal or double only.");
    }
  }

  private void severities() {
    if (column.required() && column.onInvalid().containsValue(Severity.NULL)) {
      add("a required column cannot take null for a bad value: drop 'required' or 'on_invalid'.");
    }
    for (String rule : ColumnSpec.STORABLE) {
      if (column.onInvalid().get(rule) == Severity.WARN) {
        add(
            "a value that breaks '"
                + rule
                + "' cannot be stored, so a warning is not enough: choose"
                + " quarantine, null, default or fail.");
      }
    }
  }

  private void defaultValue() {
    boolean isUsed = column.onInvalid().containsValue(Severity.DEFAULT);
    if (isUsed && column.defaultValue().isEmpty()) {
      add("'on_invalid: default' needs the value: add 'default: <value>'.");
    }
    if (!isUsed && column.defaultValue().isPresent()) {
      add(
          "nothing ever takes 'default': add 'on_invalid: default', or for missing values"
              + " 'required: true' and 'on_invalid: {required: default}'.");
    }
  }

  private void source() {
    if (column.key().isPresent() && column.parse().isPresent()) {
      add("'key' and 'parse' both say which part is meant: choose one.");
    }
    boolean takesPart = column.key().isPresent() || column.parse().isPresent();
    if (column.isBatchDate() && !SourceChecker.isTime(column.type().kind())) {
      add("the batch's date goes into type date or timestamp only.");
    } else if (column.isBatchDate() && (takesPart || !column.formats().isEmpty())) {
      add("the batch's date is no text: drop 'formats', 'parse' and 'key'.");
    } else if (!column.isInNoFile() && column.from().startsWith("{")) {
      add(
          "from '"
              + column.from()
              + "' is not known: write a name, '{batch_date}' or '{folder:<name>}'.");
    }
  }

  private void zone(String zone) {
    try {
      ZoneId unused = ZoneId.of(zone);
    } catch (DateTimeException e) {
      add("zone '" + zone + "' is not known: write one such as Europe/Berlin.");
    }
  }

  private void bound(String rule, String value) {
    try {
      switch (column.type().kind()) {
        case INTEGER, BIGINT, DECIMAL, DOUBLE -> new BigDecimal(value);
        case DATE -> LocalDate.parse(value);
        case TIMESTAMP -> time(value);
        case STRING, BOOLEAN, ARRAY, UUID ->
            add("'" + rule + "' goes with numbers, dates and timestamps only.");
      }
    } catch (NumberFormatException | DateTimeException e) {
      add(
          rule
              + " '"
              + value
              + "' is no "
              + column.type().kind().name().toLowerCase(java.util.Locale.ROOT)
              + ".");
    }
  }

  private void boundsInOrder() {
    if (column.min().isEmpty() || column.max().isEmpty()) {
      return;
    }
    String min = column.min().get();
    String max = column.max().get();
    try {
      int order =
          switch (column.type().kind()) {
            case INTEGER, BIGINT, DECIMAL, DOUBLE ->
                new BigDecimal(min).compareTo(new BigDecimal(max));
            case DATE -> LocalDate.parse(min).compareTo(LocalDate.parse(max));
            case TIMESTAMP -> time(min).compareTo(time(max));
            case STRING, BOOLEAN, ARRAY, UUID -> 0;
          };
      if (order > 0) {
        add("min '" + min + "' is above max '" + max + "', so that no value is good: swap them.");
      }
    } catch (NumberFormatException | DateTimeException e) {
      return; // One of them is no bound at all, which has been said.
    }
  }

  private static LocalDateTime time(String value) {
    return LocalDateTime.parse(value.replace(' ', 'T'));
  }

  private void regex(String rule, String pattern) {
    try {
      Pattern unused = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      add(rule + " '" + pattern + "' is no regular expression: " + e.getDescription() + ".");
    }
  }

  private void add(String problem) {
    problems.add(column.line(), where, problem);
  }
}
