package io.loadstar.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.batch.InputFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Kind;
import io.loadstar.model.FormatSpec.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** The records of files of which nothing is known but their names, one by one. */
public final class FileRecords {
  /** No bound to how many records are visited. */
  public static final int ALL = Integer.MAX_VALUE;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration hadoop;
  private final Supplier<SparkSession> spark;

  /**
   * Reads files.
   *
   * @param spark asked for Parquet only
   */
  public FileRecords(Configuration hadoop, Supplier<SparkSession> spark) {
    this.hadoop = hadoop;
    this.spark = spark;
  }

  /** Is shown each record. */
  public interface Visitor {
    /**
     * Takes a record.
     *
     * @param values as texts, null where there is none
     * @return whether to go on
     */
    boolean take(List<String> names, List<@Nullable String> values);
  }

  /**
   * What a file turned out to be.
   *
   * @param names of CSV and Parquet, which name their columns once; of JSON empty
   * @param broken how many of the visited records could not be taken apart
   * @param isWhole whether all records were visited
   */
  public record Visited(FormatSpec format, List<String> names, long broken, boolean isWhole) {}

  /**
   * Goes through a file until its end, or until the visitor has enough.
   *
   * @param most how many records the visitor takes at most
   */
  public Visited visit(InputFile file, int most, Visitor visitor) {
    try {
      Kind kind = FormatSpec.of(Kind.AUTO).kindOf(file.path());
      if (kind == Kind.PARQUET) {
        return parquet(file, most, visitor);
      }
      byte[] head = head(file);
      boolean looksLikeJson =
          FileHead.firstCharacter(head, 0) == '{' || FileHead.firstCharacter(head, 0) == '[';
      return kind == Kind.JSON || looksLikeJson
          ? json(file, head, visitor)
          : csv(file, head, visitor);
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  private byte[] head(InputFile file) throws IOException {
    try (InputStream in = InputBytes.open(file.path(), hadoop)) {
      return in.readNBytes(CsvHeader.LONGEST);
    }
  }

  private Visited csv(InputFile file, byte[] head, Visitor visitor) throws IOException {
    FormatSpec format = CsvGuess.of(head);
    List<String> names = new ArrayList<>();
    long broken = 0;
    try (CsvCursor cursor =
        new CsvCursor(
            new ByteWindow(InputBytes.open(file.path(), hadoop), 0),
            format,
            Long.MAX_VALUE,
            1,
            -1)) {
      cursor.skipToHeader();
      while (cursor.next()) {
        if (names.isEmpty()) {
          cursor.texts().forEach(name -> names.add(name.strip()));
          continue;
        }
        List<String> texts = cursor.broken().isPresent() ? List.of() : cursor.texts();
        if (texts.size() != names.size()) {
          broken++;
        } else if (!visitor.take(names, row(texts))) {
          return new Visited(format, names, broken, false);
        }
      }
    }
    return new Visited(format, names, broken, true);
  }

  private static List<@Nullable String> row(List<String> texts) {
    List<@Nullable String> row = new ArrayList<>();
    texts.forEach(text -> row.add(text.isEmpty() ? null : text));
    return row;
  }

  private Visited json(InputFile file, byte[] head, Visitor visitor) throws IOException {
    JsonShape shape = JsonShape.of(FormatSpec.of(Kind.JSON), head, FileHead.firstText(head, 0));
    boolean isWrapped = shape.wrapper().isPresent() && shape.layout() == Layout.OBJECTS;
    String path = isWrapped ? shape.wrapper().get() : "";
    FormatSpec format = FormatSpec.of(Kind.JSON).withRecords(path);
    long broken = 0;
    try (InputStream in = InputBytes.open(file.path(), hadoop)) {
      ByteWindow window = new ByteWindow(in, 0);
      JsonBoundaries boundaries = SliceReader.boundaries(window, format, file.path());
      while (boundaries.next()) {
        Map<String, @Nullable String> record = new LinkedHashMap<>();
        try {
          int length = boundaries.to() - boundaries.from();
          flatten("", JSON.readTree(window.array(), boundaries.from(), length), record);
        } catch (IOException e) {
          broken++;
          continue;
        }
        if (!visitor.take(List.copyOf(record.keySet()), new ArrayList<>(record.values()))) {
          return new Visited(format, List.of(), broken, false);
        }
      }
    }
    return new Visited(format, List.of(), broken, true);
  }

  /** Fields of objects inside by names with dots. */
  private static void flatten(String prefix, JsonNode object, Map<String, @Nullable String> into) {
    object
        .properties()
        .forEach(
            field -> {
              String name = prefix + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject() && !value.isEmpty()) {
                flatten(name + ".", value, into);
              } else if (!value.isNull() && !(value.isTextual() && value.asText().isEmpty())) {
                into.put(name, value.isValueNode() ? value.asText() : value.toString());
              } else {
                into.put(name, null);
              }
            });
  }

  private Visited parquet(InputFile file, int most, Visitor visitor) {
    Dataset<Row> all = spark.get().read().option("__globPaths__", "false").parquet(file.path());
    List<String> names = List.of(all.columns());
    Column[] texts =
        names.stream()
            .map(name -> functions.col("`" + name.replace("`", "``") + "`").cast("string"))
            .toArray(Column[]::new);
    FormatSpec format = FormatSpec.of(Kind.PARQUET);
    Dataset<Row> wanted = all.select(texts);
    Dataset<Row> visited = most == ALL ? wanted : wanted.limit(most + 1);
    for (Iterator<Row> rows = visited.toLocalIterator(); rows.hasNext(); ) {
      Row row = rows.next();
      List<@Nullable String> values = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        values.add(row.getString(i));
      }
      if (!visitor.take(names, values)) {
        return new Visited(format, names, 0, false);
      }
    }
    return new Visited(format, names, 0, true);
  }
}
