package io.loadstar.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure the user can act on. It is printed without a stack trace and ends with its exit code.
 */
public final class LoaderException extends RuntimeException {
  private final ExitCode exitCode;
  private final boolean isAboutInput;

  LoaderException(ExitCode exitCode, String message) {
    this(exitCode, message, null);
  }

  LoaderException(ExitCode exitCode, String message, @Nullable Throwable cause) {
    this(exitCode, message, cause, false);
  }

  private LoaderException(
      ExitCode exitCode, String message, @Nullable Throwable cause, boolean isAboutInput) {
    super(message, cause);
    this.exitCode = exitCode;
    this.isAboutInput = isAboutInput;
  }

  /** What the files of a batch hold is at fault; without them the rest could be loaded. */
  static LoaderException ofInput(String message, @Nullable Throwable cause) {
    return new LoaderException(ExitCode.BATCH_FAILED, message, cause, true);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** Whether another input would have been loaded. */
  public boolean isAboutInput() {
    return isAboutInput;
  }
}
