package io.loadstar.profile;

import io.loadstar.batch.SampledFile;
import io.loadstar.model.FormatSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that are one source: alike but for a date in their path.
 *
 * @param name as the spec may call it
 * @param path below the input folder, with a placeholder for the date if there is one
 */
public record SourceProfile(
    String name,
    String path,
    FormatSpec format,
    List<SampledFile> files,
    List<ColumnProfile> columns) {

  /** Profiles the columns of files that belong together. */
  static SourceProfile of(String name, String path, List<SampledFile> files) {
    Set<String> names = new LinkedHashSet<>();
    files.forEach(file -> names.addAll(file.names()));
    List<ColumnProfile> columns = new ArrayList<>();
    for (String column : names) {
      List<@Nullable String> values = new ArrayList<>();
      for (SampledFile file : files) {
        int index = file.names().indexOf(column);
        if (index >= 0) {
          file.rows().forEach(row -> values.add(row.get(index)));
        }
      }
      columns.add(ColumnProfile.of(column, values));
    }
    return new SourceProfile(name, path, files.get(0).format(), files, columns);
  }

  public Optional<ColumnProfile> column(String column) {
    return columns.stream().filter(one -> one.name().equals(column)).findFirst();
  }

  public long rows() {
    return files.stream().mapToLong(file -> file.rows().size()).sum();
  }

  /** Whether some file lacks the column. */
  public boolean isMissingSomewhere(String column) {
    return files.stream().anyMatch(file -> !file.names().contains(column));
  }

  /** In how many of the files no two records have the same values in these columns. */
  public long filesUniqueBy(List<String> names) {
    return files.stream().filter(file -> isUnique(file, names)).count();
  }

  public boolean isUniqueBy(List<String> names) {
    return filesUniqueBy(names) == files.size();
  }

  private static boolean isUnique(SampledFile file, List<String> names) {
    Set<List<@Nullable String>> seen = new HashSet<>();
    for (List<@Nullable String> row : file.rows()) {
      List<@Nullable String> key = new ArrayList<>();
      for (String name : names) {
        int index = file.names().indexOf(name);
        String value = index < 0 ? null : row.get(index);
        if (value == null) {
          return false;
        }
        key.add(value);
      }
      if (!seen.add(key)) {
        return false;
      }
    }
    return true;
  }

  /** Share of the values of one column that go with one value of another each. */
  public double determines(String from, String to) {
    java.util.Map<String, @Nullable String> known = new java.util.HashMap<>();
    Set<String> several = new HashSet<>();
    for (SampledFile file : files) {
      int key = file.names().indexOf(from);
      int value = file.names().indexOf(to);
      for (List<@Nullable String> row : file.rows()) {
        String own = key < 0 ? null : row.get(key);
        String other = value < 0 ? null : row.get(value);
        if (own == null) {
          continue;
        }
        if (known.containsKey(own) && !java.util.Objects.equals(known.get(own), other)) {
          several.add(own);
        }
        known.putIfAbsent(own, other);
      }
    }
    return known.isEmpty() ? 0 : 1 - (double) several.size() / known.size();
  }
}
