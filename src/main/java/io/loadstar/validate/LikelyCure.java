package io.loadstar.validate;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the spec probably should say, told from one value that breaks a rule. */
final class LikelyCure {
  private static final Set<String> NO_VALUES =
      Set.of("na", "n/a", "null", "none", "nan", "nil", "-", "--", "?", "unknown", "\\n");

  /** Days before months, then the other way round: a value that fits both is not decided. */
  private static final List<String> DATES =
      List.of(
          "yyyy-MM-dd",
          "yyyyMMdd",
          "yyyy/MM/dd",
          "dd.MM.yyyy",
          "dd/MM/yyyy",
          "MM/dd/yyyy",
          "dd-MM-yyyy",
          "MM-dd-yyyy",
          "dd-MMM-yyyy",
          "d MMM yyyy",
          "MMM d, yyyy");

  private static final List<String> TIMES =
      List.of("", " HH:mm:ss", " HH:mm", "'T'HH:mm:ss", "'T'HH:mm", " hh:mm a", " HH:mm:ss.SSS");

  private LikelyCure() {}

  /** A sentence that names the setting; empty where none is likely. */
  static Optional<String> of(ColumnSpec column, String rule, String value) {
    if (!rule.equals("type")) {
      return Optional.empty();
    }
    String text = value.strip();
    if (NO_VALUES.contains(text.toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "If '"
              + text
              + "' stands for no value, set 'nulls: [\"\", \""
              + text
              + "\"]' in 'format'.");
    }
    return switch (column.type().kind()) {
      case INTEGER, BIGINT, DECIMAL, DOUBLE -> number(text);
      case DATE, TIMESTAMP -> time(text, column.type().kind());
      case STRING, BOOLEAN, ARRAY, UUID -> Optional.empty();
    };
  }

  private static Optional<String> number(String text) {
    String form = "";
    if (text.matches("[+-]?\\d+\\.0*|[+-]?\\d*\\.?\\d+[eE][+-]?\\d+|[+-]?\\.\\d+")) {
      form = "forms: any";
    } else if (text.matches("[+-]?\\d{1,3}(\\.\\d{3})+(,\\d+)?")) {
      form = "decimal: \",\", group: \".\"";
    } else if (text.matches("[+-]?\\d+,\\d+")) {
      form = "decimal: \",\"";
    } else if (text.matches("[+-]?\\d{1,3}(,\\d{3})+(\\.\\d+)?")) {
      form = "group: \",\"";
    }
    return form.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "If values like " + text + " are right, set 'number: {" + form + "}' on the column.");
  }

  private static Optional<String> time(String text, Kind kind) {
    List<String> endings = kind == Kind.DATE ? List.of("") : TIMES;
    List<String> fitting =
        DATES.stream()
            .flatMap(date -> endings.stream().map(ending -> date + ending))
            .filter(format -> reads(format, text))
            .toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    String which = fitting.size() == 1 ? "" : " (or '" + fitting.get(1) + "': look at more values)";
    return Optional.of(
        "If values like "
            + text
            + " are right, set 'formats: [\""
            + fitting.get(0)
            + "\"]' on the column"
            + which
            + ".");
  }

  private static boolean reads(String format, String text) {
    try {
      DateTimeFormatter.ofPattern(format.replace("yyyy", "uuuu"), Locale.US)
          .withResolverStyle(ResolverStyle.STRICT)
          .parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
