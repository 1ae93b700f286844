package io.loadstar.spark;

/** What Spark says, for people: the first line, without error class and SQLSTATE. */
public final class SparkMessages {
  private SparkMessages() {}

  public static String shown(Throwable thrown) {
    return String.valueOf(thrown.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("")
        .replaceFirst("^\\[[A-Z_.]+] ", "")
        .replaceFirst("\\s*SQLSTATE: .*", "")
        // Advice that no spec can follow.
        .replaceFirst("\\s*If necessary set \\S*spark\\.sql\\.ansi\\.enabled.*", "");
  }
}
