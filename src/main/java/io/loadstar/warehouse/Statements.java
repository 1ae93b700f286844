package io.loadstar.warehouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The statements that Loadstar sends, each a file below {@code sql/statements/}: in the engine's
 * folder, or in {@code common/} where all engines take it and mean alike.
 */
public final class Statements {
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private Statements() {}

  /**
   * The text of a statement.
   *
   * @param names what stands for each <code>{{ name }}</code> in it
   */
  public static String text(Dialect dialect, String statement, Map<String, String> names) {
    String text =
        TEXTS.computeIfAbsent(
            dialect.folder() + "/" + statement, key -> read(dialect.folder(), statement));
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace("{{ " + name.getKey() + " }}", name.getValue());
    }
    return text;
  }

  private static String read(String folder, String statement) {
    for (String place : new String[] {folder, "common"}) {
      String file = "/sql/statements/" + place + "/" + statement + ".sql";
      try (InputStream in = Statements.class.getResourceAsStream(file)) {
        if (in != null) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalStateException("no statement " + statement + " for " + folder);
  }
}
