package io.loadstar.model;

/** What the text of an expression tells, before Spark reads it. */
public final class ExpressionText {
  private ExpressionText() {}

  /** Whether a name stands in it as a word of its own, in whatever case, if only in a text. */
  public static boolean mayName(String expression, String name) {
    return expression.matches("(?si).*\\b\\Q" + name + "\\E\\b.*");
  }
}
