package io.loadstar.read;

import io.loadstar.error.JsonErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one JSON array, however it is laid out, which may stand inside an object. What
 * breaks the array itself, such as a file cut in the middle, fails the batch: nobody can tell what
 * is missing.
 */
final class JsonArray implements JsonBoundaries {
  private final JsonScanner scanner;
  private final List<String> path;
  private final String file;
  private int to;
  private boolean isStarted;

  /**
   * An array that begins at the scanner's position.
   *
   * @param path names that lead to the array; empty if the file is the array
   */
  JsonArray(JsonScanner scanner, List<String> path, String file) {
    this.scanner = scanner;
    this.path = path;
    this.file = file;
  }

  @Override
  public boolean next() throws IOException {
    scanner.skipSpace();
    if (!isStarted) {
      for (int depth = 0; depth < path.size(); depth++) {
        enter(depth);
      }
      scanner.expect('[');
      isStarted = true;
      scanner.skipSpace();
      if (scanner.isAt(']')) {
        return endOfArray();
      }
    } else if (scanner.isAt(']')) {
      return endOfArray();
    } else {
      scanner.expect(',');
      scanner.skipSpace();
    }
    scanner.startRecord();
    scanner.skipValue();
    to = scanner.position();
    return true;
  }

  /** Goes into the object here, up to the value of the name at this depth of the path. */
  private void enter(int depth) throws IOException {
    String wanted = path.get(depth);
    List<String> found = new ArrayList<>();
    scanner.expect('{');
    while (true) {
      scanner.skipSpace();
      if (scanner.isAt('}')) {
        throw JsonErrors.noSuchArray(file, String.join(".", path), wanted, found);
      }
      if (!found.isEmpty()) {
        scanner.expect(',');
        scanner.skipSpace();
      }
      scanner.startRecord();
      String name = scanner.name();
      if (name.equals(wanted)) {
        return;
      }
      found.add(name);
      scanner.skipValue();
    }
  }

  private boolean endOfArray() throws IOException {
    scanner.expect(']');
    for (int depth = 0; depth < path.size(); depth++) {
      leave();
    }
    scanner.expectEnd();
    return false;
  }

  /** Goes out of an object, over what follows in it. */
  private void leave() throws IOException {
    scanner.skipSpace();
    while (!scanner.isAt('}')) {
      scanner.expect(',');
      scanner.skipSpace();
      scanner.startRecord();
      scanner.name();
      scanner.skipValue();
      scanner.skipSpace();
    }
    scanner.expect('}');
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
