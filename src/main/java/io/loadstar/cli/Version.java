package io.loadstar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version, which the build writes into the jar. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    try (InputStream in = Version.class.getResourceAsStream("/version.txt")) {
      byte[] text = Objects.requireNonNull(in, "the jar lacks version.txt").readAllBytes();
      return new String[] {"loadstar " + new String(text, StandardCharsets.UTF_8).strip()};
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
