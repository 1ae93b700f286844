package io.loadstar.warehouse.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings a data folder of an older version to passwords: there everybody on the machine was let in.
 * The password is set by a server without connections, before one that has them is started.
 */
final class ServerUpgrade {
  private static final String ACCESS =
      """
      # Written by Loadstar: only who knows the password of .loadstar/pgpass gets in.
      host all all 127.0.0.1/32 scram-sha-256
      """;

  private ServerUpgrade() {}

  static void run(Path data, Path binaries, String password) {
    try {
      List<String> command = new ArrayList<>();
      if (isRoot()) {
        // Postgres does not run as root; in a namespace of its own it is not.
        command.addAll(List.of("unshare", "-U"));
      }
      command.addAll(
          List.of(
              executable(binaries).toString(),
              "--single",
              "-D",
              data.toString(),
              "-c",
              "password_encryption=scram-sha-256",
              "postgres"));
      Process server =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var in = server.getOutputStream()) {
        in.write(
            ("alter role postgres password '" + password + "'\n").getBytes(StandardCharsets.UTF_8));
      }
      if (server.waitFor() != 0) {
        throw new IOException("its data folder could not be given a password");
      }
      Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static Path executable(Path binaries) throws IOException {
    try (Stream<Path> versions = Files.list(binaries)) {
      return versions
          .map(version -> version.resolve("bin/postgres"))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow(() -> new IOException("no server's binaries in " + binaries));
    }
  }
}
