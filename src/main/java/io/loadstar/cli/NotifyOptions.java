package io.loadstar.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Who hears of a failure. */
final class NotifyOptions {
  static final String NOTIFY = "--notify";

  /** Read by {@link Main}, by the option's name. */
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = NOTIFY,
      paramLabel = "URL",
      converter = Address.class,
      description =
          "Where a failure is posted to as JSON: a chat's webhook, or anything that takes it.")
  private @Nullable URI url;

  /** Addresses of the web only. */
  static final class Address implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      if (text.matches("https?://[^/ ]+.*")) {
        try {
          URI url = URI.create(text);
          if (url.getHost() != null) {
            return url;
          }
        } catch (IllegalArgumentException e) {
          throw new TypeConversionException(NO_ADDRESS);
        }
      }
      throw new TypeConversionException(NO_ADDRESS);
    }
  }

  private static final String NO_ADDRESS =
      "it must be http:// or https:// and the name of a host, in which no underscore may stand";
}
