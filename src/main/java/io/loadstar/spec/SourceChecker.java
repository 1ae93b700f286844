package io.loadstar.spec;

import io.loadstar.error.DidYouMean;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SourceSpec;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what a source says of itself. */
final class SourceChecker {
  /** So many lines are read ahead of each record. */
  private static final int LONGEST_FOOTER = 100;

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
    source.columns().forEach(column -> new ColumnProblems(where, column, problems).check());
    source.unique().ifPresent(this::unique);
    fields();
    source.columns().forEach(this::folder);
  }

  private void folder(ColumnSpec column) {
    boolean mayBeThere =
        column
            .folder()
            .map(name -> source.path().contains(name + "=") || source.path().matches(".*[*?]/.*"))
            .orElse(true);
    if (!mayBeThere) {
      problems.add(
          column.line(),
          where + ".columns." + column.name(),
          "the path has no folder '" + column.folder().orElseThrow() + "=...': add it there.");
    }
  }

  /** Two columns of one field are a slip, unless they take different things from it. */
  private void fields() {
    Set<String> whole = new HashSet<>();
    for (ColumnSpec column : source.columns()) {
      boolean takesPart =
          column.key().isPresent() || column.parse().isPresent() || column.isBatchDate();
      if (!takesPart && !whole.add(column.from())) {
        problems.add(
            column.line(),
            where + ".columns." + column.name(),
            "two columns are read from '"
                + column.from()
                + "': remove one, or have it take a part with 'key' or 'parse'.");
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
            format.encoding().toUpperCase(java.util.Locale.ROOT).startsWith("UTF-16")
                ? "UTF-16 is told by a file's first bytes: remove 'encoding'."
                : "encoding " + format.encoding() + " is not read: convert the files to UTF-8.");
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
    if (format.oddities().footerLines() > LONGEST_FOOTER) {
      problems.add(
          source.line(),
          where + ".format",
          "a footer has at most " + LONGEST_FOOTER + " lines: this cannot be meant.");
    }
    boolean isOther =
        format
            .delimiter()
            .chars()
            .noneMatch(sign -> sign == format.quote() || sign == '\n' || sign == '\r');
    if (!isOther) {
      problems.add(
          source.line(),
          where + ".format",
          "delimiter must differ from the quote and from a line end.");
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
}
