package io.loadstar.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** Takes JSON records apart, whichever way {@link JsonBoundaries} finds them. */
final class JsonCursor implements RecordCursor {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonBoundaries boundaries;
  private final JsonFields fields;
  private final BitSet seen;
  private final boolean ignoreExtra;
  private final TextDecoder decoder = new TextDecoder("UTF-8");
  private final List<String> nulls;
  private final @Nullable String[] values;
  private @Nullable BrokenRecord broken;

  /**
   * @param columns how many columns the fields belong to
   * @param ignoreExtra whether fields that are not among them are passed over
   */
  JsonCursor(
      JsonBoundaries boundaries,
      JsonFields fields,
      int columns,
      boolean ignoreExtra,
      List<String> nulls) {
    this.boundaries = boundaries;
    this.fields = fields;
    this.ignoreExtra = ignoreExtra;
    this.nulls = nulls;
    this.values = new String[columns];
    this.seen = new BitSet(columns);
  }

  /** The columns whose fields some record has had so far, if with null for a value. */
  BitSet seen() {
    return seen;
  }

  @Override
  public boolean next() throws IOException {
    if (!boundaries.next()) {
      return false;
    }
    Arrays.fill(values, null);
    byte[] bytes = boundaries.window().array();
    broken =
        decoder.problem(bytes, boundaries.from(), boundaries.to()).orElseGet(boundaries::problem);
    if (broken == null) {
      broken = parse(bytes, boundaries.from(), boundaries.to());
    }
    return true;
  }

  private @Nullable BrokenRecord parse(byte[] bytes, int from, int to) throws IOException {
    try (JsonParser parser = JSON.createParser(bytes, from, to - from)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return BrokenRecord.json("not a JSON object");
      }
      BrokenRecord problem = object(parser, bytes, from, fields, "");
      if (problem != null) {
        return problem;
      }
      return parser.nextToken() == null ? null : BrokenRecord.json("text follows the JSON object");
    } catch (JsonProcessingException e) {
      boolean lacksEnd = bytes[from] == '{' && bytes[to - 1] != '}';
      return JsonProblem.of(e, lacksEnd);
    }
  }

  /** Takes the object apart that the parser stands before. */
  private @Nullable BrokenRecord object(
      JsonParser parser, byte[] bytes, int from, JsonFields fields, String path)
      throws IOException {
    BrokenRecord problem = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonFields field = fields.field(name);
      BrokenRecord own =
          field == null && !ignoreExtra ? BrokenRecord.extraField(path + name) : null;
      parser.nextToken();
      problem = BrokenRecord.both(problem, own);
      problem = BrokenRecord.both(problem, value(parser, bytes, from, field, path + name + "."));
    }
    return problem;
  }

  private @Nullable BrokenRecord value(
      JsonParser parser, byte[] bytes, int from, @Nullable JsonFields field, String path)
      throws IOException {
    if (field != null && field.hasFields() && parser.currentToken() == JsonToken.START_OBJECT) {
      int start = (int) parser.currentTokenLocation().getByteOffset();
      BrokenRecord problem = object(parser, bytes, from, field, path);
      int end = (int) parser.currentLocation().getByteOffset();
      set(field, UTF8String.fromBytes(bytes, from + start, end - start).toString());
      return problem;
    }
    String value = value(parser, bytes, from);
    if (field != null) {
      set(field, value == null || nulls.contains(value) ? null : value);
    }
    return value != null && holdsNoText(value) ? noText(value) : null;
  }

  private void set(JsonFields field, @Nullable String value) {
    for (int index : field.columns()) {
      values[index] = value;
      seen.set(index);
    }
  }

  private static BrokenRecord noText(String value) {
    return value.indexOf('\0') >= 0
        ? BrokenRecord.nulByte()
        : BrokenRecord.encoding("Unicode: half of a surrogate pair stands alone");
  }

  /** Numbers as written, strings decoded, arrays and objects as JSON text. */
  private static @Nullable String value(JsonParser parser, byte[] bytes, int from)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (!token.isStructStart()) {
      return parser.getText();
    }
    int start = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int end = (int) parser.currentLocation().getByteOffset();
    return UTF8String.fromBytes(bytes, from + start, end - start).toString();
  }

  private static boolean holdsNoText(String value) {
    for (int i = 0; i < value.length(); i++) {
      char next = value.charAt(i);
      boolean isPair =
          Character.isHighSurrogate(next)
              && i + 1 < value.length()
              && Character.isLowSurrogate(value.charAt(i + 1));
      if (isPair) {
        i++;
      } else if (next == '\0' || Character.isSurrogate(next)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Optional<BrokenRecord> broken() {
    return Optional.ofNullable(broken);
  }

  @Override
  public boolean isUnfinished() throws IOException {
    return broken != null && broken.lacksEnd() && !boundaries.window().has(boundaries.to());
  }

  @Override
  public @Nullable UTF8String column(int index) {
    return values[index] == null ? null : UTF8String.fromString(values[index]);
  }

  @Override
  public UTF8String raw() {
    return boundaries.window().view(boundaries.from(), boundaries.to());
  }

  @Override
  public long offset() {
    return boundaries.window().offset(boundaries.from());
  }

  @Override
  public long line() {
    return boundaries.line();
  }

  @Override
  public void close() throws IOException {
    boundaries.window().close();
  }
}
