package io.loadstar.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.loadstar.error.BatchErrors;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads a quarantine on local disk, for people. */
public final class QuarantineReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  public QuarantineReader(Path root) {
    this.root = root;
  }

  /** Which records are asked for; null means all. */
  public record Filter(String area, String source, String batchDate, String rule) {
    boolean matches(JsonNode record) {
      return is(area, record, "subject_area")
          && is(source, record, "source")
          && is(batchDate, record, "batch_date")
          && (rule == null || hasRule(record));
    }

    private static boolean is(String wanted, JsonNode record, String field) {
      return wanted == null || wanted.equals(record.path(field).asText());
    }

    private boolean hasRule(JsonNode record) {
      for (JsonNode reason : record.path("reasons")) {
        if (rule.equals(reason.path("rule").asText())) {
          return true;
        }
      }
      return false;
    }
  }

  /** Records by area, source, batch, rule and column. A record counts under each of its rules. */
  public record Count(
      String area, String source, String batchDate, String rule, String column, long records) {}

  public List<Count> counts(Filter filter) {
    Map<List<String>, Long> counts = new TreeMap<>(java.util.Comparator.comparing(List::toString));
    each(
        filter,
        record -> {
          for (JsonNode reason : record.path("reasons")) {
            List<String> key =
                List.of(
                    record.path("subject_area").asText(),
                    record.path("source").asText(),
                    record.path("batch_date").asText(),
                    reason.path("rule").asText(),
                    reason.path("column").asText());
            counts.merge(key, 1L, Long::sum);
          }
          return true;
        });
    return counts.entrySet().stream()
        .map(
            entry -> {
              List<String> key = entry.getKey();
              return new Count(
                  key.get(0), key.get(1), key.get(2), key.get(3), key.get(4), entry.getValue());
            })
        .toList();
  }

  /** The first records that match. */
  public List<JsonNode> records(Filter filter, int limit) {
    List<JsonNode> records = new ArrayList<>();
    each(
        filter,
        record -> {
          records.add(record);
          return records.size() < limit;
        });
    return records;
  }

  /** Until {@code wanted} says it has enough. */
  private void each(Filter filter, Predicate<JsonNode> wanted) {
    boolean[] isEnough = {false};
    for (Path file : files()) {
      if (isEnough[0]) {
        return;
      }
      lines(
          file,
          line -> {
            if (!isEnough[0]) {
              JsonNode record = parsed(file, line);
              isEnough[0] = filter.matches(record) && !wanted.test(record);
            }
          });
    }
  }

  /** Only settled batches: those of runs that were not published lie under {@code _runs}. */
  private List<Path> files() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".jsonl"))
          .filter(file -> !"_runs".equals(root.relativize(file).getName(1).toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw BatchErrors.quarantineNotReadable(root.toString(), e);
    }
  }

  private static void lines(Path file, Consumer<String> use) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      reader.lines().forEach(use);
    } catch (IOException e) {
      throw BatchErrors.quarantineNotReadable(file.toString(), e);
    }
  }

  private static JsonNode parsed(Path file, String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw BatchErrors.quarantineNotReadable(file.toString(), e);
    }
  }
}
