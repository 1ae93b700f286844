package io.loadstar.spec;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that marts take from the spec, and queries from the command line: in their SQL a literal
 * behind {@code /* var <name> *}{@code /} stands for the variable, so that the SQL runs by itself.
 */
public final class SqlVariables {
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(/\\*\\s*var\\s+(\\w+)\\s*\\*/\\s*(?:(?:date|timestamp|interval)\\s+(?='))?)"
              + "('(?:[^']|'')*'|[-\\w.]+)",
          Pattern.CASE_INSENSITIVE);

  private static final String WORD = "[A-Za-z_]\\w*";

  private final Map<String, String> values;
  private final Set<String> unused;

  public SqlVariables(Map<String, String> values) {
    this.values = values;
    this.unused = new LinkedHashSet<>(values.keySet());
  }

  /** The SQL with the values of its variables; those without one keep what is written. */
  public String filled(String sql) {
    Matcher variable = VARIABLE.matcher(sql);
    StringBuilder filled = new StringBuilder();
    while (variable.find()) {
      String written = variable.group(3);
      String name = variable.group(2);
      unused.remove(name);
      String value = values.get(name);
      String literal = value == null ? written : literal(value, written);
      variable.appendReplacement(filled, Matcher.quoteReplacement(variable.group(1) + literal));
    }
    return variable.appendTail(filled).toString();
  }

  /** A number, a word where one is written, else a text, so that it cannot be more than a value. */
  private static String literal(String value, String written) {
    boolean isNumber = value.matches("-?[0-9]+(\\.[0-9]+)?");
    boolean isWord = value.matches(WORD) && written.matches(WORD);
    boolean isText = written.startsWith("'") || !(isNumber || isWord);
    return isText ? "'" + value.replace("'", "''") + "'" : value;
  }

  /** Names of the variables that a text has, in order. */
  public static Set<String> names(String sql) {
    Set<String> names = new LinkedHashSet<>();
    VARIABLE.matcher(sql).results().forEach(variable -> names.add(variable.group(2)));
    return names;
  }

  /** Values that no SQL has taken. */
  public Set<String> unused() {
    return unused;
  }
}
