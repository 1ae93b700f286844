package io.loadstar.error;

/** Messages about packed files of a batch: gzip, bzip2, zstd and zip. Exit code 1. */
public final class PackedErrors {
  private static final String KEPT = " Nothing was published.";

  private PackedErrors() {}

  public static LoaderException emptyZip(String file) {
    return error(file + " is a zip archive without a file in it. Ask for it again.");
  }

  public static LoaderException severalInZip(String file, String first, String second) {
    return error(
        file
            + " is a zip archive of several files ("
            + first
            + ", "
            + second
            + "), and nobody can tell which is meant. Unpack it, and name the files in 'path'.");
  }

  public static LoaderException cut(String file) {
    return error(file + " ends in the middle of its packed data: fetch it again.");
  }

  public static LoaderException broken(String file, Exception cause) {
    return error(
        file
            + " cannot be unpacked or decoded ("
            + cause.getMessage()
            + "). It is damaged: fetch it again.");
  }

  public static LoaderException tooMuch(String file, long most) {
    return error(
        file
            + " unpacks to more than "
            + most
            + " bytes, which no data of its size does. Look at it; if it is right, unpack"
            + " it yourself.");
  }

  private static LoaderException error(String message) {
    return LoaderException.ofInput(message + KEPT, null);
  }
}
