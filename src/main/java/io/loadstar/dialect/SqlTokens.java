package io.loadstar.dialect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Takes SQL apart into tokens. Comments are dropped; the body of a procedure, between dollar signs,
 * is taken apart like the rest.
 */
final class SqlTokens {
  private final String sql;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int position;
  private int line = 1;

  private SqlTokens(String sql) {
    this.sql = sql;
  }

  static List<SqlToken> of(String sql) {
    SqlTokens reader = new SqlTokens(sql);
    while (reader.position < sql.length()) {
      reader.next();
    }
    return reader.tokens;
  }

  private void next() {
    char first = sql.charAt(position);
    if (first == '\n') {
      line++;
      position++;
    } else if (Character.isWhitespace(first)) {
      position++;
    } else if (isAt("--")) {
      skipTo("\n", 0);
    } else if (isAt("/*")) {
      skipTo("*/", 2);
    } else if (first == '\'') {
      quoted('\'', SqlToken.Kind.TEXT);
    } else if (first == '"') {
      quoted('"', SqlToken.Kind.NAME);
    } else if (first == '$' && dollarQuote() > 0) {
      position += dollarQuote();
      add(SqlToken.Kind.SYMBOL, "$$");
    } else if (Character.isLetter(first) || first == '_') {
      run(SqlToken.Kind.WORD);
    } else if (Character.isDigit(first)) {
      run(SqlToken.Kind.NUMBER);
    } else {
      symbol();
    }
  }

  private boolean isAt(String text) {
    return sql.startsWith(text, position);
  }

  private void skipTo(String end, int behind) {
    int found = sql.indexOf(end, position);
    int stop = found < 0 ? sql.length() : found + behind;
    for (int i = position; i < stop; i++) {
      line += sql.charAt(i) == '\n' ? 1 : 0;
    }
    position = stop;
  }

  /** Length of {@code $$} or {@code $name$} here, 0 if there is none. */
  private int dollarQuote() {
    int end = position + 1;
    while (end < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
      end++;
    }
    boolean isQuote =
        end < sql.length()
            && sql.charAt(end) == '$'
            && (end == position + 1 || !Character.isDigit(sql.charAt(position + 1)));
    return isQuote ? end - position + 1 : 0;
  }

  private void quoted(char quote, SqlToken.Kind kind) {
    int started = line;
    StringBuilder text = new StringBuilder();
    position++;
    while (position < sql.length()) {
      char next = sql.charAt(position++);
      if (next == quote) {
        if (position >= sql.length() || sql.charAt(position) != quote) {
          break;
        }
        position++;
      }
      line += next == '\n' ? 1 : 0;
      text.append(next);
    }
    tokens.add(new SqlToken(kind, text.toString(), started));
  }

  private void run(SqlToken.Kind kind) {
    int start = position;
    while (position < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(position))
            || sql.charAt(position) == '_'
            || (sql.charAt(position) == '$' && kind == SqlToken.Kind.WORD)
            || (sql.charAt(position) == '.' && kind == SqlToken.Kind.NUMBER))) {
      position++;
    }
    add(kind, sql.substring(start, position).toLowerCase(Locale.ROOT));
  }

  private void symbol() {
    for (String two : new String[] {"::", ":=", "<>", "<=", ">=", "||", "!=", "->"}) {
      if (isAt(two)) {
        position += 2;
        add(SqlToken.Kind.SYMBOL, two);
        return;
      }
    }
    add(SqlToken.Kind.SYMBOL, String.valueOf(sql.charAt(position++)));
  }

  private void add(SqlToken.Kind kind, String text) {
    tokens.add(new SqlToken(kind, text, line));
  }
}
