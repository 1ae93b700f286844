package io.loadstar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Verb schema. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the JSON Schema of a spec, by which editors complete its words and mark unknown ones.",
      "It knows words and shapes; what 'check' finds besides, it does not.",
    },
    footer = {"", "Example: loadstar schema > db/spec.schema.json"})
final class SchemaCommand implements Callable<Integer> {
  static final String RESOURCE = "/documents/spec.schema.json";

  private final Terminal terminal;

  SchemaCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (InputStream in = SchemaCommand.class.getResourceAsStream(RESOURCE)) {
      byte[] text = Objects.requireNonNull(in, "the jar lacks " + RESOURCE).readAllBytes();
      terminal.out().print(new String(text, StandardCharsets.UTF_8));
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
