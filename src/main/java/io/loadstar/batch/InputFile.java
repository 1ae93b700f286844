package io.loadstar.batch;

/**
 * A file of the batch.
 *
 * @param length size in bytes
 */
public record InputFile(String path, long length) {
  /** The path as messages and the quarantine show it: without the scheme of local files. */
  public static String shown(String path) {
    return path.startsWith("file:") ? path.replaceFirst("^file:/*", "/") : path;
  }

  public String shown() {
    return shown(path);
  }
}
