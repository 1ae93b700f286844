package io.loadstar.warehouse.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A password file as libpq has it: host, port, database, user and password, where {@code *} stands
 * for anything.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">The Password File</a>
 */
final class PasswordFile {
  private PasswordFile() {}

  /** The password of the first line that matches. */
  static Optional<String> read(Path file, String... wanted) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> List.of(line.split("(?<!\\\\):", wanted.length + 1)))
        .filter(parts -> parts.size() == wanted.length + 1 && matches(parts, wanted))
        .map(parts -> unescaped(parts.get(wanted.length)))
        .findFirst();
  }

  private static boolean matches(List<String> parts, String... wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (!parts.get(i).equals("*") && !unescaped(parts.get(i)).equals(wanted[i])) {
        return false;
      }
    }
    return true;
  }

  private static String unescaped(String part) {
    return part.replaceAll("\\\\(.)", "$1");
  }
}
