package io.loadstar.dialect;

import java.util.ArrayList;
import java.util.List;

/** One statement as tokens; one that makes a procedure has its body's statements in it. */
record SqlStatement(List<SqlToken> tokens) {

  /** The statements of a script, parted by semicolons outside of procedures. */
  static List<SqlStatement> of(String sql) {
    List<SqlStatement> statements = new ArrayList<>();
    List<SqlToken> own = new ArrayList<>();
    boolean isInBody = false;
    for (SqlToken token : SqlTokens.of(sql)) {
      isInBody ^= token.is("$$");
      if (token.is(";") && !isInBody) {
        if (!own.isEmpty()) {
          statements.add(new SqlStatement(List.copyOf(own)));
        }
        own.clear();
      } else {
        own.add(token);
      }
    }
    if (!own.isEmpty()) {
      statements.add(new SqlStatement(List.copyOf(own)));
    }
    return statements;
  }

  int size() {
    return tokens.size();
  }

  /** The token at an index; one that is nothing behind the ends. */
  SqlToken at(int index) {
    return index >= 0 && index < size()
        ? tokens.get(index)
        : new SqlToken(SqlToken.Kind.SYMBOL, "", size() == 0 ? 1 : tokens.get(size() - 1).line());
  }

  boolean isAt(int index, String... words) {
    for (int i = 0; i < words.length; i++) {
      boolean isWord =
          words[i].equals("*name")
              ? at(index + i).isName()
              : words[i].contains("|")
                  ? List.of(words[i].split("\\|")).stream().anyMatch(at(index + i)::is)
                  : at(index + i).is(words[i]);
      if (!isWord) {
        return false;
      }
    }
    return true;
  }

  boolean begins(String... words) {
    return isAt(0, words);
  }

  boolean has(String... words) {
    for (int i = 0; i < size(); i++) {
      if (isAt(i, words)) {
        return true;
      }
    }
    return false;
  }

  /** Index behind the bracket that closes the one at an index. */
  int behindBrackets(int open) {
    int depth = 0;
    for (int i = open; i < size(); i++) {
      depth += at(i).is("(") ? 1 : 0;
      depth -= at(i).is(")") ? 1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return size();
  }

  /** Index behind a name that may have schemas before it. */
  int behindName(int index) {
    int next = index + 1;
    while (at(next).is(".")) {
      next += 2;
    }
    return next;
  }
}
