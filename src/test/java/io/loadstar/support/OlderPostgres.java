package io.loadstar.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Postgres servers of older versions, whose binaries the build keeps apart from the embedded. */
public final class OlderPostgres {
  private static final Path JARS = Path.of("target/older-postgres");

  private OlderPostgres() {}

  /** Builds a server of a major version; the test is skipped, and says so, where there is none. */
  public static EmbeddedPostgres.Builder of(int version) {
    Assumptions.assumeTrue(
        "Linux".equals(System.getProperty("os.name"))
            && "amd64".equals(System.getProperty("os.arch")),
        "skipped: the build brings older versions of Postgres for Linux on amd64 only");
    // Each version has a folder of its own: the library keeps unpacked binaries by their sum.
    return EmbeddedPostgres.builder()
        .setPgBinaryResolver((system, machine) -> binaries(version, system, machine));
  }

  private static InputStream binaries(int version, String system, String machine)
      throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      URL jar =
          jars.filter(path -> path.getFileName().toString().contains("-" + version + "."))
              .map(OlderPostgres::url)
              .findFirst()
              .orElseThrow();
      String name = "postgres-" + system.toLowerCase(Locale.ROOT) + "-" + machine + ".txz";
      return Objects.requireNonNull(
          new URLClassLoader(new URL[] {jar}, null).getResourceAsStream(name));
    }
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }
}
