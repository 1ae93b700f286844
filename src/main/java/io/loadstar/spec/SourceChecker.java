package io.loadstar.spec;

import io.loadstar.error.DidYouMean;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.PathPattern;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks what a source says of itself. */
final class SourceChecker {
  private final SourceSpec source;
  private final Problems problems;
  private final String where;

  SourceChecker(SourceSpec source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.where = "sources." + source.name();
  }

  void check() {
    path();
    format();
    source.columns().forEach(this::column);
    source.unique().ifPresent(this::unique);
    Set<String> headers = new HashSet<>();
    for (ColumnSpec column : source.columns()) {
      if (!headers.add(column.from())) {
        add(column.line(), column, "two columns are read from '" + column.from() + "'.");
      }
    }
  }

  static boolean isTime(Kind kind) {
    return kind == Kind.DATE || kind == Kind.TIMESTAMP;
  }

  private void path() {
    Optional<String> problem = PathPattern.problem(source.path());
    if (!source.path().isEmpty()) {
      problem.ifPresent(text -> problems.add(source.line(), where + ".path", text));
    }
  }

  private void format() {
    FormatSpec format = source.format();
    try {
      Charset charset = Charset.forName(format.encoding());
      if (!isAsciiCompatible(charset)) {
        problems.add(
            source.line(),
            where + ".format",
            "encoding " + format.encoding() + " is not read: convert the files to UTF-8.");
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      problems.add(
          source.line(),
          where + ".format",
          "encoding '"
              + format.encoding()
              + "' is not known."
              + DidYouMean.hint(
                  format.encoding(),
                  List.of("UTF-8", "ISO-8859-1", "ISO-8859-15", "windows-1252")));
    }
    if (format.delimiter() == format.quote() || format.delimiter() == '\n') {
      problems.add(
          source.line(), where + ".format", "delimiter must differ from quote and newline.");
    }
  }

  /** Records are found in the bytes, so that a byte below 128 must always mean its ASCII self. */
  private static boolean isAsciiCompatible(Charset charset) {
    boolean isKnown =
        charset.equals(StandardCharsets.UTF_8)
            || charset.name().startsWith("ISO-8859")
            || charset.name().startsWith("windows-125")
            || charset.equals(StandardCharsets.US_ASCII);
    return isKnown && charset.canEncode();
  }

  private void column(ColumnSpec column) {
    Kind kind = column.type().kind();
    if (!column.formats().isEmpty() && !isTime(kind)) {
      add(column.line(), column, "'formats' go with type date or timestamp only.");
    }
    column.formats().forEach(format -> dateFormat(column, format));
    column.min().ifPresent(value -> bound(column, "min", value));
    column.max().ifPresent(value -> bound(column, "max", value));
    column.pattern().ifPresent(pattern -> regex(column, "pattern", pattern));
    regex(column, "split", column.split());
    if (column.required() && column.onInvalid().containsValue(Severity.NULL)) {
      add(
          column.line(),
          column,
          "a required column cannot take null for a bad value: drop 'required' or 'on_invalid'.");
    }
    for (String rule : ColumnSpec.STORABLE) {
      if (column.onInvalid().get(rule) == Severity.WARN) {
        add(
            column.line(),
            column,
            "a value that breaks '"
                + rule
                + "' cannot be stored, so a warning is not enough: choose"
                + " quarantine, null or fail.");
      }
    }
    try {
      ZoneId.of(column.zone());
    } catch (DateTimeException e) {
      add(
          column.line(),
          column,
          "zone '" + column.zone() + "' is not known: write one such as Europe/Berlin.");
    }
  }

  private void dateFormat(ColumnSpec column, String format) {
    try {
      DateTimeFormatter unused = DateTimeFormatter.ofPattern(format);
    } catch (IllegalArgumentException e) {
      add(
          column.line(),
          column,
          "format '"
              + format
              + "' is no date pattern ("
              + e.getMessage()
              + "): write one such as yyyy-MM-dd.");
    }
  }

  private void bound(ColumnSpec column, String rule, String value) {
    try {
      switch (column.type().kind()) {
        case INTEGER, BIGINT, DECIMAL, DOUBLE -> new BigDecimal(value);
        case DATE -> LocalDate.parse(value);
        case TIMESTAMP -> LocalDateTime.parse(value.replace(' ', 'T'));
        case STRING, BOOLEAN, ARRAY ->
            add(
                column.line(),
                column,
                "'" + rule + "' goes with numbers, dates and timestamps only.");
      }
    } catch (NumberFormatException | DateTimeException e) {
      add(
          column.line(),
          column,
          rule
              + " '"
              + value
              + "' is no "
              + column.type().kind().name().toLowerCase(java.util.Locale.ROOT)
              + ".");
    }
  }

  private void regex(ColumnSpec column, String rule, String pattern) {
    try {
      Pattern unused = Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      add(
          column.line(),
          column,
          rule + " '" + pattern + "' is no regular expression: " + e.getDescription() + ".");
    }
  }

  private void unique(SourceSpec.Unique unique) {
    for (List<String> names : List.of(unique.key(), unique.orderBy())) {
      for (String name : names) {
        if (source.column(name).isEmpty()) {
          problems.add(
              unique.line(),
              where + ".unique",
              "there is no column '" + name + "'." + DidYouMean.hint(name, source.columnNames()));
        }
      }
    }
    if (!unique.orderBy().isEmpty() && unique.keep() == SourceSpec.Keep.NONE) {
      problems.add(
          unique.line(), where + ".unique", "'order_by' needs 'keep: first' or 'keep: last'.");
    }
  }

  private void add(int line, ColumnSpec column, String problem) {
    problems.add(line, where + ".columns." + column.name(), problem);
  }
}
