package io.loadstar.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure the user can act on. It is printed without a stack trace and ends with its exit code.
 */
public final class LoaderException extends RuntimeException {
  private final ExitCode exitCode;

  LoaderException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  LoaderException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
