package io.loadstar.error;

import java.util.Collection;

/** Messages of making up data, and of sizes. */
public final class DataErrors {
  private DataErrors() {}

  public static LoaderException noSuchData(String area, Collection<String> known) {
    return error("There is no made-up data for '" + area + "'." + DidYouMean.hint(area, known));
  }

  public static LoaderException badSize() {
    return error(
        "--users, --days, --rows and --files are at least 1, and --skew is a share from 0 to 1:"
            + " mend the command.");
  }

  public static LoaderException badRate() {
    return error(
        "--rate is at least 1, --every at least 1s, and only commerce has them: mend the command.");
  }

  public static LoaderException badSize(String option, String text) {
    return error(option + " '" + text + "' is no size: write one such as 500GB or 64g.");
  }

  public static LoaderException badCluster() {
    return error(
        "--nodes and --cores are at least 1, and --skew is a share from 0 to 1: mend the command.");
  }

  public static LoaderException noSuchFormat(String format) {
    return error("--format '" + format + "' is not known: write csv or parquet.");
  }

  public static LoaderException badDay(String day) {
    return error("--from '" + day + "' is no date: write one such as 2023-07-01.");
  }

  public static LoaderException notEmpty(String folder) {
    return error(folder + " holds files already: name a new or an empty folder with --to.");
  }

  public static LoaderException notWritable(String folder, Exception cause) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "Data could not be written to "
            + folder
            + " ("
            + cause.getMessage()
            + "). Check the rights and the room on the disk, or name another folder.");
  }

  private static LoaderException error(String message) {
    return new LoaderException(ExitCode.USAGE_OR_SPEC, message);
  }
}
