package io.loadstar.read;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects one after another, each on as many lines as it likes, several on one if they like.
 * As with an array, nobody can tell where the next begins once one is broken.
 */
final class JsonObjects implements JsonBoundaries {
  private final JsonScanner scanner;
  private int to;

  JsonObjects(JsonScanner scanner) {
    this.scanner = scanner;
  }

  @Override
  public boolean next() throws IOException {
    scanner.skipSpace();
    if (scanner.isAtEnd()) {
      return false;
    }
    scanner.startRecord();
    if (!scanner.isAt('{')) {
      scanner.expect('{');
    }
    scanner.skipValue();
    to = scanner.position();
    return true;
  }

  @Override
  public ByteWindow window() {
    return scanner.window();
  }

  @Override
  public int from() {
    return scanner.recordStart();
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public long line() {
    return scanner.recordLine();
  }

  @Override
  public @Nullable BrokenRecord problem() {
    return null;
  }
}
