package io.loadstar.error;

import org.jspecify.annotations.Nullable;

/** Messages about a view whose rows cannot be loaded. */
public final class ViewErrors {
  private ViewErrors() {}

  /** A value that the select, or a measure over it, computes has no result. */
  public static LoaderException failed(String what, @Nullable String reason) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        what
            + " failed: "
            + String.valueOf(reason).replaceFirst("\\.$", "")
            + ". Nothing was published: a view's rows cannot be quarantined. Write it so that"
            + " it has a result for every record (try_cast, try_divide, case), and load again.");
  }

  /** Rows that the star cannot take. */
  public static LoaderException notLoadable(String view, String problem, String cure) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "View "
            + view
            + " gives "
            + problem
            + ". Nothing was published. In its select, "
            + cure
            + "; then load again.");
  }

  /** What the batch has of a source cannot be read back. */
  public static LoaderException notReplayable(String view, String source, String reason) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "View "
            + view
            + " is made of all records of a batch, and those of "
            + source
            + " cannot be read back from the warehouse: "
            + reason.replaceFirst("\\.$", "")
            + ". Nothing was changed. Correct the records in the batch's files, and load the batch"
            + " again.");
  }
}
