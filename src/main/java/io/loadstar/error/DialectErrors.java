package io.loadstar.error;

import java.util.List;

/** Messages about SQL that another engine would not take. Exit code 2. */
public final class DialectErrors {
  private DialectErrors() {}

  public static LoaderException refused(String area, List<String> findings) {
    StringBuilder text = new StringBuilder();
    text.append("The SQL of '")
        .append(area)
        .append("' has ")
        .append(Counted.of(findings.size(), "place"))
        .append(" that Redshift's manual speaks against:\n");
    for (int i = 0; i < findings.size(); i++) {
      text.append("  ").append(i + 1).append(". ").append(findings.get(i)).append('\n');
    }
    text.append(
        "The pages are those of docs.aws.amazon.com/redshift/latest/dg. It was read, not tried on a"
            + " Redshift.");
    return new LoaderException(ExitCode.USAGE_OR_SPEC, text.toString());
  }

  public static LoaderException unknown(String dialect) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "No rules are known for '" + dialect + "'. Write --dialect redshift.");
  }

  public static LoaderException notReadable(String file, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be read (" + cause.getMessage() + "). Check its rights.",
        cause);
  }
}
