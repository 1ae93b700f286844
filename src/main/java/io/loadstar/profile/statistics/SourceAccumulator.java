package io.loadstar.profile.statistics;

import io.loadstar.model.profile.SourceStatistics;
import io.loadstar.profile.StarGuess;
import io.loadstar.profile.TypeGuess;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the records of a source's files one by one. */
public final class SourceAccumulator {
  private final String name;
  private final String path;
  private final List<String> withheld;
  private final Map<String, ColumnAccumulator> columns = new LinkedHashMap<>();
  private List<String> lastNames = List.of();
  private boolean[] isFirst = {};
  private long files;
  private long records;
  private long recordsOfFile;
  private long broken;

  /**
   * For the files of a source.
   *
   * @param types by column, as a sample of the files has them
   * @param withheld columns of which nothing may be shown
   */
  public SourceAccumulator(
      String name, String path, Map<String, TypeGuess> types, List<String> withheld) {
    this.name = name;
    this.path = path;
    this.withheld = withheld;
    types.forEach((column, type) -> columns.put(column, new ColumnAccumulator(column, type)));
    withheld.forEach(columns::remove);
  }

  /** A record; columns that it does not name have no value. */
  public void add(List<String> names, List<@Nullable String> values) {
    recordsOfFile++;
    if (names != lastNames) {
      isFirst = firsts(names);
      lastNames = names;
    }
    for (int i = 0; i < names.size(); i++) {
      String column = names.get(i);
      // Of two columns of one name the first counts.
      if (isFirst[i] && !withheld.contains(column)) {
        columns
            .computeIfAbsent(column, later -> new ColumnAccumulator(later, TypeGuess.text()))
            .add(values.get(i));
      }
    }
  }

  private static boolean[] firsts(List<String> names) {
    boolean[] firsts = new boolean[names.size()];
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < firsts.length; i++) {
      firsts[i] = seen.add(names.get(i));
    }
    return firsts;
  }

  /** Ends a file in which so many records could not be taken apart. */
  public void endFile(long brokenRecords) {
    columns.values().forEach(column -> column.distinct().endFile(recordsOfFile));
    files++;
    records += recordsOfFile;
    recordsOfFile = 0;
    broken += brokenRecords;
  }

  String name() {
    return name;
  }

  void forEachColumn(BiConsumer<String, ColumnAccumulator> consumer) {
    columns.forEach(consumer);
  }

  void forEachKey(BiConsumer<String, ColumnAccumulator> consumer) {
    columns.forEach(
        (column, values) -> {
          if (isKey(column)) {
            consumer.accept(column, values);
          }
        });
  }

  /** Whether the column tells records apart; with a name that says so, one clean file will do. */
  private boolean isKey(String column) {
    ColumnAccumulator values = columns.get(column);
    long unique = values == null ? 0 : values.distinct().uniqueFiles();
    return unique > 0 && (unique == files || StarGuess.isKeyLike(column));
  }

  /**
   * What was seen.
   *
   * @param key columns that tell records apart; of one column its own figures say it
   */
  public SourceStatistics statistics(List<String> key) {
    return new SourceStatistics(
        name,
        path,
        files,
        records,
        broken,
        columns.values().stream().map(column -> column.statistics(records)).toList(),
        key.size() > 1 ? key : List.of(),
        withheld);
  }
}
