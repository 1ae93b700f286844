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
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a quarantine on local disk, for people. */
public final class QuarantineReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  public QuarantineReader(Path root) {
    this.root = root;
  }

  /** Which records are asked for; null means all. */
  public record Filter(
      @Nullable String area,
      @Nullable String source,
      @Nullable String batchDate,
      @Nullable String rule) {
    boolean matches(JsonNode record) {
      return is(area, record, "subject_area")
          && is(source, record, "source")
          && is(batchDate, record, "batch_date")
          && (rule == null || hasRule(record));
    }

    private static boolean is(@Nullable String wanted, JsonNode record, String field) {
      return wanted == null || wanted.equals(record.path(field).asText());
    }

    private boolean hasRule(JsonNode record) {
      for (JsonNode reason : record.path("reasons")) {
        if (Objects.equals(rule, reason.path("rule").asText())) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * Records by area, source, batch, rule and column. A record counts under each of its rules.
   *
   * @param sample the first value, empty if there is none to show
   */
  public record Count(
      String area,
      String source,
      String batchDate,
      String rule,
      String column,
      long records,
      String sample) {
    private Count and() {
      return new Count(area, source, batchDate, rule, column, records + 1, sample);
    }
  }

  public List<Count> counts(Filter filter) {
    Map<String, Count> counts = new TreeMap<>();
    each(
        filter,
        record -> {
          for (JsonNode reason : record.path("reasons")) {
            Count first = first(record, reason);
            List<String> key =
                List.of(
                    first.area(), first.source(), first.batchDate(), first.rule(), first.column());
            counts.merge(key.toString(), first, (count, another) -> count.and());
          }
          return true;
        });
    return List.copyOf(counts.values());
  }

  private static Count first(JsonNode record, JsonNode reason) {
    return new Count(
        record.path("subject_area").asText(),
        record.path("source").asText(),
        record.path("batch_date").asText(),
        reason.path("rule").asText(),
        reason.path("column").asText(),
        1,
        reason.path("value").asText());
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
