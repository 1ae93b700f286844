package io.loadstar.error;

import org.jspecify.annotations.Nullable;

/** Messages about the embedded PostgreSQL. */
public final class EmbeddedErrors {
  private EmbeddedErrors() {}

  /** The embedded server has another password than its file. */
  public static LoaderException embeddedPassword(String file, Exception cause) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "The embedded PostgreSQL refused the password in "
            + file
            + ", so somebody has changed one of the two. It was stopped again. Put the right"
            + " password into the file's last field, or remove the file: the next start sets a new"
            + " one.",
        cause);
  }

  public static LoaderException embeddedFailed(String directory, Exception cause) {
    return lasting(
        "The embedded PostgreSQL in "
            + directory
            + " did not start ("
            + cause.getMessage()
            + "). Its log is "
            + directory
            + "/postgres.log; 'loadstar warehouse stop' and a fresh"
            + " start help after a crash.",
        cause);
  }

  public static LoaderException embeddedNotRunning() {
    return lasting(
        "The embedded warehouse is not running. Start it with 'loadstar warehouse start'.", null);
  }

  private static LoaderException lasting(String message, @Nullable Exception cause) {
    return new LoaderException(ExitCode.BATCH_FAILED, message, cause);
  }
}
