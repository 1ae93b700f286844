package io.loadstar.error;

import org.jspecify.annotations.Nullable;

/** Messages about streams of new files. */
public final class StreamErrors {
  private StreamErrors() {}

  public static LoaderException badTime(String option, String text) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        option
            + " '"
            + text
            + "' is no time: write a number and s, m or h, such as "
            + option
            + " 30s.");
  }

  public static LoaderException badMaxFiles() {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "--max-files must be at least 1: a micro-batch takes so many files.");
  }

  public static LoaderException noInput(String area) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "The spec of '"
            + area
            + "' names no 'input' folder: say below which folder files appear with --input DIR.");
  }

  public static LoaderException folderMissing(String folder) {
    return new LoaderException(
        ExitCode.INPUT_NOT_THERE,
        folder
            + " is not there: a stream needs the folder below which files will appear. Make it,"
            + " or name another with --input. Nothing was read or changed.");
  }

  public static LoaderException checkpointInside(String checkpoint, String folder) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "The checkpoint "
            + checkpoint
            + " lies in the input folder "
            + folder
            + ", where its own files would be taken for input. Name another place with"
            + " --checkpoint.");
  }

  /** A source of whose files nobody can tell the batch. */
  public static LoaderException noBatchDate(String source, String path) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        source
            + ": its path '"
            + path
            + "' does not tell which batch a file belongs to, which a stream must know. Put"
            + " {batch_date} into it, such as "
            + source
            + "_{batch_date:yyyyMMdd}_*.json.");
  }

  /** A deletion keeps nothing that would tell whether it is newer than another record. */
  public static LoaderException deletes(String source) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        source
            + " has 'deletes', and of a deletion the star keeps no values, so that a stream could"
            + " not tell which of a member's records in a batch is the last. Load it in batches.");
  }

  /** Each micro-batch would read the whole batch again. */
  public static LoaderException view(String fact, String view) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        fact
            + " is made of view "
            + view
            + ", which needs all records of a batch; a stream brings few at a time. Load the area in"
            + " batches, or stream an area without views and sum in a mart.");
  }

  /** A stream would decide otherwise than a load of the same files. */
  public static LoaderException undecided(String source, String table) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        source
            + ": which of two records of one key of "
            + table
            + " stands is not said, and a stream meets them one after the other. Write"
            + " 'unique: {key: [...], keep: last, order_by: [...]}' on the source, with the key of "
            + table
            + ".");
  }

  public static LoaderException orderNotKept(String source, String column, String table) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        source
            + ": 'order_by: "
            + column
            + "' decides which record of a key stands, but "
            + table
            + " does not keep it, so a later micro-batch could not be compared. Add "
            + column
            + (table.startsWith("fact_") ? " to 'degenerate'" : " to 'attributes'")
            + " of "
            + table
            + ".");
  }

  public static LoaderException checkpoint(String checkpoint, @Nullable Throwable cause) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "The stream's checkpoint "
            + checkpoint
            + " cannot be used: "
            + reason(cause)
            + ". What was published stays. Name another folder with --checkpoint: the ledger knows"
            + " which files were taken.",
        cause);
  }

  public static LoaderException lookingFailed(
      String folder, String checkpoint, @Nullable Throwable cause) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "Looking for new files in "
            + folder
            + " failed: "
            + reason(cause)
            + ". What was published stays. Check the folder's rights; if the checkpoint "
            + checkpoint
            + " is damaged, name another with --checkpoint: the ledger knows which files were"
            + " taken.",
        cause);
  }

  /**
   * Not an error: the stream goes on.
   *
   * @param message why a load would refuse the file
   */
  public static String setAside(String message) {
    return "set aside: "
        + message.replace(" Nothing was published.", "")
        + " It is taken by itself once it has changed.";
  }

  /** Not an error: the stream goes on. */
  public static String overThreshold(
      String area, String source, String day, long quarantined, long read, String limit) {
    return "%s of %s: %,d of %,d records are in the quarantine, more than 'at_most: %s' allows. What passed is published, and the stream goes on; it will end with exit code 3. See 'loadstar quarantine show %s', mend the input or the spec, and replay."
        .formatted(source, day, quarantined, read, limit, area);
  }

  private static String reason(@Nullable Throwable cause) {
    String text = cause == null ? "" : String.valueOf(cause.getMessage());
    return text.lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }
}
