package io.loadstar.dialect;

/**
 * A piece of SQL.
 *
 * @param text a word or symbol in lower case, or what stands between quotes, as it is
 * @param line where it begins, from 1
 */
record SqlToken(Kind kind, String text, int line) {
  enum Kind {
    WORD,
    NAME,
    TEXT,
    NUMBER,
    SYMBOL
  }

  /** Whether it is this word or symbol, outside of quotes. */
  boolean is(String wanted) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(wanted);
  }

  /** Whether it may name something. */
  boolean isName() {
    return kind == Kind.WORD || kind == Kind.NAME;
  }
}
