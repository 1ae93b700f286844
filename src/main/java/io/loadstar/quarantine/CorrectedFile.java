package io.loadstar.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.error.BatchErrors;
import io.loadstar.error.DidYouMean;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Quarantined records that a person has corrected: exported, then changed under {@code record}. */
public final class CorrectedFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final StructType SHAPE =
      new StructType()
          .add("_corrected_id", DataTypes.StringType)
          .add("_corrected", DataTypes.createMapType(DataTypes.StringType, DataTypes.StringType));

  private record Key(String source, LocalDate batchDate, String id) {}

  private final Map<Key, Map<String, String>> records = new HashMap<>();

  private CorrectedFile() {}

  /** Reads all of it, so that what is wrong is said before anything begins. */
  public static CorrectedFile read(Path file, SubjectArea area) {
    CorrectedFile corrected = new CorrectedFile();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        if (!line.isBlank()) {
          corrected.add(line, area, file + ", line " + number);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw BatchErrors.quarantineNotReadable(file.toString(), e);
    }
    return corrected;
  }

  private void add(String line, SubjectArea area, String place) {
    try {
      JsonNode node = JSON.readTree(line);
      String id = node.path("record_id").asText();
      if (!area.name().equals(node.path("subject_area").asText()) || id.isEmpty()) {
        throw BatchErrors.notCorrected(
            place, "it needs the 'record_id' of an exported record of " + area.name());
      }
      if (!node.path("record").isObject()) {
        // Could not be taken apart, and nobody has done it.
        return;
      }
      Map<String, String> texts = texts(node, area, place);
      LocalDate batchDate = LocalDate.parse(node.path("batch_date").asText());
      records.put(new Key(node.path("source").asText(), batchDate, id), texts);
    } catch (JsonProcessingException e) {
      throw BatchErrors.notCorrected(place, "not valid JSON: " + e.getOriginalMessage());
    } catch (DateTimeException e) {
      throw BatchErrors.notCorrected(place, "'batch_date' is no date");
    }
  }

  private static Map<String, String> texts(JsonNode node, SubjectArea area, String place) {
    String source = node.path("source").asText();
    List<String> fields =
        area.source(source)
            .map(SourceSpec::fileFields)
            .orElseThrow(
                () -> BatchErrors.notCorrected(place, "there is no source '" + source + "'"));
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : node.path("record").properties()) {
      String name = field.getKey();
      if (!fields.contains(name)) {
        throw BatchErrors.notCorrected(
            place, "there is no field '" + name + "'." + DidYouMean.hint(name, fields));
      }
      texts.put(name, text(field.getValue()));
    }
    return texts;
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** The batches that its records belong to. */
  public Set<LocalDate> batches() {
    Set<LocalDate> dates = new TreeSet<>();
    records.keySet().forEach(key -> dates.add(key.batchDate()));
    return dates;
  }

  public int size() {
    return records.size();
  }

  /** Id and texts of the records of one source and batch. */
  public Dataset<Row> records(SparkSession spark, String source, LocalDate batchDate) {
    List<Row> rows = new ArrayList<>();
    records.forEach(
        (key, texts) -> {
          if (key.source().equals(source) && key.batchDate().equals(batchDate)) {
            rows.add(RowFactory.create(key.id(), texts));
          }
        });
    return spark.createDataFrame(rows, SHAPE);
  }
}
