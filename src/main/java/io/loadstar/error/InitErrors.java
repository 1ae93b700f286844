package io.loadstar.error;

import java.util.List;

/** Messages of init and profile. Exit code 2. */
public final class InitErrors {
  private InitErrors() {}

  public static LoaderException exists(String file) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file
            + " is there already and was left as it is. Choose another area, or remove the file to"
            + " have it drafted anew.");
  }

  public static LoaderException noFiles(List<String> paths) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "There is no file with columns in "
            + String.join(", ", paths)
            + ". Name files, or folders with files, of CSV, JSON or Parquet.");
  }

  public static LoaderException inputWithoutBatchDate() {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "--input is for the batch of an area. Name the area and its --batch-date, or the files alone.");
  }

  public static LoaderException oneArea(List<String> named) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "With --batch-date one area is profiled, and "
            + String.join(", ", named)
            + " were named. Name one; its files are found by its spec, or below --input.");
  }

  public static LoaderException notReadable(String file, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be read (" + cause.getMessage() + "). Check its rights.",
        cause);
  }

  public static LoaderException notWritable(String file, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be written (" + cause.getMessage() + "). Check the rights of its folder.",
        cause);
  }
}
