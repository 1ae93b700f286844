package io.loadstar.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Layout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the first bytes of a JSON file tell of its layout.
 *
 * @param layout never AUTO
 * @param names of the first object's fields, as far as they were seen
 * @param wrapper name of a field of it that holds an array of objects
 */
record JsonShape(Layout layout, List<String> names, Optional<String> wrapper) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Looks at a file.
   *
   * @param head its first bytes, all if there are no more than {@link CsvHeader#LONGEST}
   * @param text where its text begins, behind a byte order mark
   */
  static JsonShape of(FormatSpec format, byte[] head, int text) {
    if (!format.records().isEmpty()) {
      return known(Layout.ARRAY);
    }
    if (format.layout() == Layout.ARRAY
        || (format.layout() == Layout.AUTO && FileHead.firstCharacter(head, text) == '[')) {
      return known(Layout.ARRAY);
    }
    First first = First.read(head, text);
    Layout layout = format.layout() == Layout.AUTO ? first.layout(head) : format.layout();
    return new JsonShape(layout, first.names(), first.wrapper());
  }

  private static JsonShape known(Layout layout) {
    return new JsonShape(layout, List.of(), Optional.empty());
  }

  /**
   * The first value.
   *
   * @param end index behind it; -1 if it is broken, {@code Integer.MAX_VALUE} if it goes on behind
   *     the bytes seen
   */
  private record First(int start, int end, List<String> names, Optional<String> wrapper) {
    static First read(byte[] head, int text) {
      List<String> names = new ArrayList<>();
      List<String> arrays = new ArrayList<>();
      int start = FileHead.firstText(head, text);
      int end = -1;
      try (JsonParser parser = JSON.createParser(head, start, head.length - start)) {
        end = start + end(parser, names, arrays);
      } catch (IOException e) {
        // It goes on behind what was seen, or is broken, which its reader will say.
        boolean isSeen = head.length < CsvHeader.LONGEST;
        end = isSeen ? -1 : Integer.MAX_VALUE;
      }
      return new First(start, end, names, arrays.stream().findFirst());
    }

    private static int end(JsonParser parser, List<String> names, List<String> arrays)
        throws IOException {
      int depth = 0;
      JsonToken before = null;
      do {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw new IOException("the value has no end");
        }
        if (depth == 1 && token == JsonToken.FIELD_NAME) {
          names.add(parser.currentName());
        }
        boolean isArrayOfObjects =
            depth == 2 && token == JsonToken.START_OBJECT && before == JsonToken.START_ARRAY;
        if (isArrayOfObjects) {
          arrays.add(names.get(names.size() - 1));
        }
        depth += token.isStructStart() ? 1 : 0;
        depth -= token.isStructEnd() ? 1 : 0;
        before = token;
      } while (depth > 0);
      return (int) parser.currentLocation().getByteOffset();
    }

    Layout layout(byte[] head) {
      if (end < 0) {
        return Layout.LINES;
      }
      int lineEnd = FileHead.indexOf(head, '\n', start);
      if (end > lineEnd) {
        return lineEnd < head.length ? Layout.OBJECTS : Layout.LINES;
      }
      int next = FileHead.firstText(head, end);
      boolean isAnother = next < lineEnd && head[next] == '{';
      return isAnother ? Layout.OBJECTS : Layout.LINES;
    }
  }
}
