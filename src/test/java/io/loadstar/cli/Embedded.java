package io.loadstar.cli;

import io.loadstar.support.Folders;
import java.nio.file.Path;

/** The embedded warehouse of a test's project, as its owner reaches it. */
final class Embedded {
  private Embedded() {}

  static String port(Path project) {
    return Folders.read(project.resolve(".loadstar/port")).strip();
  }

  /** An address with the password, for plain JDBC. */
  static String connection(Path project) {
    String entry = Folders.read(project.resolve(".loadstar/pgpass")).strip();
    return "jdbc:postgresql://127.0.0.1:"
        + port(project)
        + "/postgres?user=postgres&password="
        + entry.substring(entry.lastIndexOf(':') + 1);
  }
}
