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
