package io.loadstar.batch;

/**
 * A file of the batch.
 *
 * @param length size in bytes
 * @param modified when it was last changed, in milliseconds since 1970; 0 if that is not known
 */
public record InputFile(String path, long length, long modified) {
  public InputFile(String path, long length) {
    this(path, length, 0);
  }

  /** The path as messages and the quarantine show it: without the scheme of local files. */
  public static String shown(String path) {
    return path.startsWith("file:") ? path.replaceFirst("^file:/*", "/") : path;
  }

  public String shown() {
    return shown(path);
  }
}
