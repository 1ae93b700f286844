package io.loadstar.profile.statistics;

import io.loadstar.model.profile.Statistics.Overlap;
import io.loadstar.profile.StarGuess;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which columns have the values of another source's key. */
public final class Overlaps {
  /** Fewer in common may be chance. */
  private static final double LEAST = 0.5;

  private static final int FEWEST_VALUES = 2;

  private Overlaps() {}

  /**
   * The strongest first. Small numbers are in every key of small numbers, so of columns without
   * letters only those count that are named after the key.
   */
  public static List<Overlap> of(List<SourceAccumulator> sources) {
    List<Overlap> overlaps = new ArrayList<>();
    for (SourceAccumulator from : sources) {
      for (SourceAccumulator to : sources) {
        if (from != to) {
          to.forEachKey((key, keys) -> add(from, to, key, keys, overlaps));
        }
      }
    }
    return overlaps.stream()
        .sorted(
            Comparator.comparing(Overlap::share, Comparator.reverseOrder())
                .thenComparing(Overlap::column)
                .thenComparing(Overlap::in))
        .toList();
  }

  private static void add(
      SourceAccumulator from,
      SourceAccumulator to,
      String key,
      ColumnAccumulator keys,
      List<Overlap> overlaps) {
    from.forEachColumn(
        (column, values) -> {
          boolean mayMean = values.hasLetters() || isNamedAfter(column, to.name(), key);
          if (mayMean && values.distinct().count() >= FEWEST_VALUES) {
            values
                .distinct()
                .shareIn(keys.distinct())
                .filter(share -> share >= LEAST)
                .ifPresent(
                    share ->
                        overlaps.add(
                            new Overlap(
                                from.name() + "." + column,
                                to.name() + "." + key,
                                share,
                                values.distinct().isExact() && keys.distinct().isExact())));
          }
        });
  }

  /** Such as {@code customer_id} after {@code id} of {@code customers}. */
  private static boolean isNamedAfter(String column, String source, String key) {
    String plain = StarGuess.plain(column);
    String plainKey = StarGuess.plain(key);
    return plain.equals(plainKey)
        || (plain.endsWith("_" + plainKey) && plainKey.contains("_"))
        || plain.startsWith(StarGuess.singular(StarGuess.plain(source)));
  }
}
