package io.loadstar.warehouse.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded server's password: made once, kept in a file that only its owner can read. The file
 * has the form of libpq's password files, so that psql and BI tools can use it, too.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgpass.html">The Password File</a>
 */
final class ServerPassword {
  private static final int BYTES = 24;
  private static final String ENTRY = "127.0.0.1:*:*:postgres:";

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;

  ServerPassword(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The password, if there is one. */
  Optional<String> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(ENTRY))
        .map(line -> line.substring(ENTRY.length()))
        .findFirst();
  }

  /** Makes one, and keeps it. */
  String make() throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    writePrivate(file, ENTRY + password + "\n");
    return password;
  }

  /** Writes a file that only its owner can read, from its first byte on. */
  static void writePrivate(Path file, String text) throws IOException {
    Files.deleteIfExists(file);
    try (var channel =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
      channel.write(StandardCharsets.UTF_8.encode(text));
    }
  }
}
