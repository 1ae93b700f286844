package io.loadstar.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the log is written, if it can be: a user may not be allowed to write to the project. */
record LogFile(Path wanted) {
  /** System property that the configuration of the log reads, once, when the log is first used. */
  static final String PROPERTY = "loadstar.log";

  /**
   * Has the log written elsewhere if the file that is wanted cannot be.
   *
   * @return what the user should know, if that is so
   */
  static Optional<String> choose() {
    String wanted = System.getProperty(PROPERTY);
    if (wanted == null || new LogFile(Path.of(wanted).toAbsolutePath()).isWritable()) {
      return Optional.empty();
    }
    String instead =
        Path.of(
                System.getProperty("java.io.tmpdir"),
                "loadstar-" + ProcessHandle.current().pid() + ".log")
            .toString();
    System.setProperty(PROPERTY, instead);
    return Optional.of(
        wanted
            + " cannot be written, so the log of this run is "
            + instead
            + ". Run as a user who may write to the project.");
  }

  /** Whether it is there and may be written, or may be made. */
  boolean isWritable() {
    if (Files.exists(wanted)) {
      return Files.isRegularFile(wanted) && Files.isWritable(wanted);
    }
    Path folder = wanted.getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    return folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
  }
}
