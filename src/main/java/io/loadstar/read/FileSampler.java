package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.SampledFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the first records of a file.
 *
 * @param limit most records of a file
 */
public record FileSampler(FileRecords records, int limit) {

  /** The file's first records. */
  public SampledFile sample(InputFile file) {
    List<Map<String, @Nullable String>> first = new ArrayList<>();
    FileRecords.Visited visited =
        records.visit(
            file,
            limit,
            (names, values) -> {
              if (first.size() == limit) {
                return false;
              }
              Map<String, @Nullable String> record = new LinkedHashMap<>();
              for (int i = 0; i < names.size(); i++) {
                // Of two columns of one name the first counts.
                if (!record.containsKey(names.get(i))) {
                  record.put(names.get(i), values.get(i));
                }
              }
              first.add(record);
              return true;
            });
    Set<String> names = new LinkedHashSet<>(visited.names());
    first.forEach(record -> names.addAll(record.keySet()));
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (Map<String, @Nullable String> record : first) {
      List<@Nullable String> row = new ArrayList<>();
      names.forEach(name -> row.add(record.get(name)));
      rows.add(row);
    }
    return new SampledFile(
        file.path(),
        visited.format(),
        List.copyOf(names),
        rows,
        visited.isWhole(),
        visited.broken());
  }
}
