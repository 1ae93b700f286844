package io.loadstar.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which columns have the values of another source's key. */
final class SourceLinks {
  /** Values of a column that must be in the other's key for it to refer there. */
  private static final double CONTAINED = 0.8;

  /** As {@link #CONTAINED}, where names do not speak for it. */
  private static final double SAME = 0.9;

  private static final int FEWEST_SHARED = 5;

  private final List<SourceProfile> sources;
  private final SourceKeys keys;
  private final Map<String, List<Link>> links = new LinkedHashMap<>();
  private final Set<String> referred = new LinkedHashSet<>();
  private final List<String> questions = new ArrayList<>();

  /** A column of one source, and the source that it leads to. */
  record Link(String column, String to) {}

  SourceLinks(List<SourceProfile> sources, SourceKeys keys) {
    this.sources = sources;
    this.keys = keys;
    sources.forEach(this::link);
  }

  List<Link> of(SourceProfile source) {
    return links.getOrDefault(source.name(), List.of());
  }

  boolean isReferred(SourceProfile source) {
    return referred.contains(source.name());
  }

  /** What may refer and may not. */
  List<String> questions() {
    return questions;
  }

  private void link(SourceProfile source) {
    List<Link> own = new ArrayList<>();
    for (ColumnProfile column : source.columns()) {
      if (keys.of(source).equals(Optional.of(column.name()))) {
        continue;
      }
      named(source, column)
          .or(() -> byValues(source, column))
          .ifPresent(
              other -> {
                own.add(new Link(column.name(), other.name()));
                referred.add(other.name());
              });
    }
    links.put(source.name(), own);
  }

  /** The source that the column's name speaks of, if its values are there. */
  private Optional<SourceProfile> named(SourceProfile source, ColumnProfile column) {
    return others(source)
        .filter(other -> isNamedAfter(column.name(), keys.of(other).orElseThrow(), other.name()))
        .filter(other -> column.shareIn(keys.column(other)) >= CONTAINED)
        .findFirst();
  }

  /**
   * The source whose key has the column's values, whatever both are called: of texts with letters,
   * since small numbers are in every key of small numbers; of other numbers it is a question.
   */
  private Optional<SourceProfile> byValues(SourceProfile source, ColumnProfile column) {
    if (!StarGuess.isKeyLike(column.name()) || column.distinct() < FEWEST_SHARED) {
      return Optional.empty();
    }
    Optional<SourceProfile> best =
        others(source)
            .filter(other -> column.shareIn(keys.column(other)) >= SAME)
            .max(Comparator.comparing(other -> column.shareIn(keys.column(other))));
    if (best.isPresent() && !hasLetters(column)) {
      questions.add(
          "%s.%s may refer to %s, whose %s has its values: add it under 'dimensions' of the fact if so"
              .formatted(
                  source.name(),
                  column.name(),
                  best.get().name(),
                  keys.of(best.get()).orElseThrow()));
      return Optional.empty();
    }
    return best;
  }

  private Stream<SourceProfile> others(SourceProfile source) {
    return sources.stream()
        .filter(other -> !other.name().equals(source.name()) && keys.of(other).isPresent());
  }

  private static boolean hasLetters(ColumnProfile column) {
    return column.values().keySet().stream()
        .limit(100)
        .allMatch(value -> value.matches(".*[A-Za-z].*"));
  }

  private static boolean isNamedAfter(String column, String key, String source) {
    String name = StarGuess.plain(column);
    String of = StarGuess.singular(StarGuess.plain(source));
    return name.equals(of)
        || (name.equals(StarGuess.plain(key)) && !name.matches("id|key|code|no"))
        || name.equals(of + "_" + StarGuess.plain(key))
        || name.endsWith("_" + of + "_" + StarGuess.plain(key))
        || (StarGuess.plain(key).startsWith(of) && name.endsWith("_" + StarGuess.plain(key)));
  }
}
