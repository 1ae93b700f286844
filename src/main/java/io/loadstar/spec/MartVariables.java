package io.loadstar.spec;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that marts take from the spec: in a mart's SQL a literal behind {@code /* var <name>
 * *}{@code /} stands for the variable, so that the SQL runs by itself.
 */
final class MartVariables {
  private static final Pattern VARIABLE =
      Pattern.compile("(/\\*\\s*var\\s+(\\w+)\\s*\\*/\\s*)('(?:[^']|'')*'|[-\\w.]+)");

  private final Map<String, String> values;
  private final Set<String> unused;

  MartVariables(Map<String, String> values) {
    this.values = values;
    this.unused = new LinkedHashSet<>(values.keySet());
  }

  /** The SQL with the values of its variables; those without one keep what is written. */
  String filled(String sql) {
    Matcher variable = VARIABLE.matcher(sql);
    StringBuilder filled = new StringBuilder();
    while (variable.find()) {
      String written = variable.group(3);
      String name = variable.group(2);
      unused.remove(name);
      String value = values.get(name);
      String literal =
          value == null
              ? written
              : written.startsWith("'") ? "'" + value.replace("'", "''") + "'" : value;
      variable.appendReplacement(filled, Matcher.quoteReplacement(variable.group(1) + literal));
    }
    return variable.appendTail(filled).toString();
  }

  /** Values that no mart has taken. */
  Set<String> unused() {
    return unused;
  }
}
