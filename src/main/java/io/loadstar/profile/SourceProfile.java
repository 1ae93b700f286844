package io.loadstar.profile;

import io.loadstar.batch.SampledFile;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FormatSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Files that are one source: alike but for a date in their path.
 *
 * @param name as the spec may call it
 * @param path below the input folder, with a placeholder for the date if there is one
 * @param distinct the files, each with equal records once
 */
public record SourceProfile(
    String name,
    String path,
    FormatSpec format,
    List<SampledFile> files,
    List<SampledFile> distinct,
    List<ColumnProfile> columns) {

  /** Of so many records in all one may be a bad one. */
  private static final double EXCEPTIONS = 0.01;

  /** Of what a snapshot says of a member, so much is what it said before. */
  private static final double SAME = 0.8;

  private static final int FEW_GAPS = 2;
  private static final int FEWEST_ROWS = 20;

  /**
   * Profiles the columns of files that belong together.
   *
   * @param days of the files, as their paths tell
   */
  static SourceProfile of(
      String name,
      String path,
      List<SampledFile> files,
      Function<SampledFile, Optional<LocalDate>> days) {
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
    Set<String> nulls = nulls(columns);
    columns.replaceAll(
        column -> column.type().kind() == Kind.STRING ? column.without(nulls) : column);
    columns.replaceAll(column -> DatedFormats.chosen(column, files, days));
    List<SampledFile> distinct = files.stream().map(SourceProfile::withoutRepeats).toList();
    return new SourceProfile(name, path, files.get(0).format(), files, distinct, columns);
  }

  /** What stands for no value in one column does so in all of them. */
  private static Set<String> nulls(List<ColumnProfile> columns) {
    Set<String> nulls = new HashSet<>();
    columns.forEach(column -> nulls.addAll(column.type().nulls()));
    return nulls;
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
    return distinct.stream().filter(file -> exceptions(file, names) == 0).count();
  }

  /** Whether these columns tell records apart in every file, but for a few that may be bad ones. */
  public boolean isUniqueBy(List<String> names) {
    return distinct.stream().allMatch(file -> isNearlyUnique(file, names));
  }

  private static boolean isNearlyUnique(SampledFile file, List<String> names) {
    double share = file.rows().size() * EXCEPTIONS;
    long gaps = gaps(file, names);
    // In a small file a gap or two are bad records, while keys that repeat are no keys.
    double fewGaps = file.rows().size() < FEWEST_ROWS ? 0 : Math.max(FEW_GAPS, share);
    return gaps <= fewGaps && exceptions(file, names) - gaps <= share;
  }

  private static long gaps(SampledFile file, List<String> names) {
    int[] indexes = names.stream().mapToInt(file.names()::indexOf).toArray();
    return file.rows().stream()
        .filter(
            row -> Arrays.stream(indexes).anyMatch(index -> index < 0 || row.get(index) == null))
        .count();
  }

  /** Records beside those that these columns tell apart; records that are equal count once. */
  public long exceptions(List<String> names) {
    return distinct.stream().mapToLong(file -> exceptions(file, names)).sum();
  }

  /** Records that are equal to others of their file. */
  public long repeats() {
    return rows() - distinct.stream().mapToLong(file -> file.rows().size()).sum();
  }

  private static SampledFile withoutRepeats(SampledFile file) {
    return new SampledFile(
        file.path(),
        file.format(),
        file.names(),
        new ArrayList<>(new LinkedHashSet<>(file.rows())),
        file.isWhole(),
        file.broken());
  }

  private static long exceptions(SampledFile file, List<String> names) {
    int[] indexes = names.stream().mapToInt(file.names()::indexOf).toArray();
    Set<List<@Nullable String>> seen = new HashSet<>();
    long exceptions = 0;
    for (List<@Nullable String> row : file.rows()) {
      List<@Nullable String> key = key(row, indexes);
      if (key.contains(null) || !seen.add(key)) {
        exceptions++;
      }
    }
    return exceptions;
  }

  /**
   * Whether a file has mostly the keys of another, and says mostly the same of them: then each is
   * all there is, and not what is new. Numbers that begin anew each day are of other things.
   */
  public boolean isSnapshot(String key) {
    return comesAgain(List.of(key))
        && columns.stream()
                .map(ColumnProfile::name)
                .filter(name -> !name.equals(key))
                .mapToDouble(name -> determines(key, name))
                .average()
                .orElse(1)
            >= SAME;
  }

  /** Whether the last file has mostly the keys of the first. */
  public boolean comesAgain(List<String> names) {
    if (files.size() < 2) {
      return false;
    }
    Set<List<@Nullable String>> first = keys(distinct.get(0), names);
    Set<List<@Nullable String>> last = keys(distinct.get(distinct.size() - 1), names);
    return last.stream().filter(first::contains).count() * 2 > last.size();
  }

  private static Set<List<@Nullable String>> keys(SampledFile file, List<String> names) {
    int[] indexes = names.stream().mapToInt(file.names()::indexOf).toArray();
    Set<List<@Nullable String>> keys = new HashSet<>();
    file.rows().forEach(row -> keys.add(key(row, indexes)));
    return keys;
  }

  private static List<@Nullable String> key(List<@Nullable String> row, int[] indexes) {
    List<@Nullable String> key = new ArrayList<>();
    for (int index : indexes) {
      key.add(index < 0 ? null : row.get(index));
    }
    return key;
  }

  /**
   * As {@link #determines}, each file by itself: what changes from day to day still goes with it.
   */
  public double determinesInFiles(String from, String to) {
    return files.stream()
        .filter(file -> file.names().contains(from) && !file.rows().isEmpty())
        .mapToDouble(
            file ->
                new SourceProfile(name, path, format, List.of(file), List.of(file), columns)
                    .determines(from, to))
        .min()
        .orElse(0);
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
