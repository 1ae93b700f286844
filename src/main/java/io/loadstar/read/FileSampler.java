package io.loadstar.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.batch.InputFile;
import io.loadstar.batch.SampledFile;
import io.loadstar.error.InputErrors;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Kind;
import io.loadstar.model.FormatSpec.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Reads the first records of a file of which nothing is known but its name. */
public final class FileSampler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int limit;
  private final Configuration hadoop;
  private final Supplier<SparkSession> spark;

  /**
   * A sampler.
   *
   * @param limit most records of a file
   * @param spark asked for Parquet only
   */
  public FileSampler(int limit, Configuration hadoop, Supplier<SparkSession> spark) {
    this.limit = limit;
    this.hadoop = hadoop;
    this.spark = spark;
  }

  /** The file's first records. */
  public SampledFile sample(InputFile file) {
    try {
      Kind kind = FormatSpec.of(Kind.AUTO).kindOf(file.path());
      if (kind == Kind.PARQUET) {
        return parquet(file);
      }
      byte[] head = head(file);
      boolean looksLikeJson =
          FileHead.firstCharacter(head, 0) == '{' || FileHead.firstCharacter(head, 0) == '[';
      return kind == Kind.JSON || looksLikeJson ? json(file, head) : csv(file, head);
    } catch (IOException e) {
      throw InputErrors.notReadable(file.shown(), e);
    }
  }

  private byte[] head(InputFile file) throws IOException {
    try (InputStream in = InputBytes.open(file.path(), hadoop)) {
      byte[] head = in.readNBytes(CsvHeader.LONGEST);
      return head;
    }
  }

  private SampledFile csv(InputFile file, byte[] head) throws IOException {
    FormatSpec format = CsvGuess.of(head);
    List<String> names = new ArrayList<>();
    List<List<@Nullable String>> rows = new ArrayList<>();
    long broken = 0;
    boolean isWhole = true;
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
        if (rows.size() == limit) {
          isWhole = false;
          break;
        }
        List<String> texts = cursor.broken().isPresent() ? List.of() : cursor.texts();
        if (texts.size() == names.size()) {
          rows.add(row(texts));
        } else {
          broken++;
        }
      }
    }
    return new SampledFile(file.path(), format, names, rows, isWhole, broken);
  }

  private static List<@Nullable String> row(List<String> texts) {
    List<@Nullable String> row = new ArrayList<>();
    texts.forEach(text -> row.add(text.isEmpty() ? null : text));
    return row;
  }

  private SampledFile json(InputFile file, byte[] head) throws IOException {
    JsonShape shape = JsonShape.of(FormatSpec.of(Kind.JSON), head, FileHead.firstText(head, 0));
    boolean isWrapped = shape.wrapper().isPresent() && shape.layout() == Layout.OBJECTS;
    String path = isWrapped ? shape.wrapper().get() : "";
    FormatSpec format = FormatSpec.of(Kind.JSON).withRecords(path);
    List<Map<String, String>> records = new ArrayList<>();
    long broken = 0;
    boolean isWhole = true;
    try (InputStream in = InputBytes.open(file.path(), hadoop)) {
      ByteWindow window = new ByteWindow(in, 0);
      JsonBoundaries boundaries = SliceReader.boundaries(window, format, file.path());
      while (boundaries.next()) {
        if (records.size() == limit) {
          isWhole = false;
          break;
        }
        try {
          JsonNode tree =
              JSON.readTree(window.array(), boundaries.from(), boundaries.to() - boundaries.from());
          Map<String, String> record = new LinkedHashMap<>();
          flatten("", tree, record);
          records.add(record);
        } catch (IOException e) {
          broken++;
        }
      }
    }
    Set<String> names = new LinkedHashSet<>();
    records.forEach(record -> names.addAll(record.keySet()));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Map<String, String> record : records) {
      List<@Nullable String> row = new ArrayList<>();
      names.forEach(name -> row.add(record.get(name)));
      rows.add(row);
    }
    return new SampledFile(file.path(), format, List.copyOf(names), rows, isWhole, broken);
  }

  /** Fields of objects inside by names with dots. */
  private static void flatten(String prefix, JsonNode object, Map<String, String> into) {
    object
        .properties()
        .forEach(
            field -> {
              String name = prefix + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject() && !value.isEmpty()) {
                flatten(name + ".", value, into);
              } else if (!value.isNull()) {
                into.put(name, value.isValueNode() ? value.asText() : value.toString());
              } else {
                into.put(name, null);
              }
            });
  }

  private SampledFile parquet(InputFile file) {
    Dataset<Row> all = spark.get().read().option("__globPaths__", "false").parquet(file.path());
    List<String> names = List.of(all.columns());
    Column[] texts =
        names.stream()
            .map(name -> functions.col("`" + name.replace("`", "``") + "`").cast("string"))
            .toArray(Column[]::new);
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Row row : all.select(texts).limit(limit + 1).collectAsList()) {
      List<@Nullable String> values = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        values.add(row.getString(i));
      }
      rows.add(values);
    }
    boolean isWhole = rows.size() <= limit;
    return new SampledFile(
        file.path(),
        FormatSpec.of(Kind.PARQUET),
        names,
        isWhole ? rows : rows.subList(0, limit),
        isWhole,
        0);
  }
}
