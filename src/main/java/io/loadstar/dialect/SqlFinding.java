package io.loadstar.dialect;

/**
 * A place where SQL breaks a rule of an engine's.
 *
 * @param rule its id
 * @param page of the manual
 */
public record SqlFinding(String file, int line, String rule, String problem, String page) {
  public String shown() {
    return "%s, line %d: %s: %s (%s)".formatted(file, line, rule, problem, page);
  }
}
