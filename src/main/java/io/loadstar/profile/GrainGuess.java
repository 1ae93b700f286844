package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.profile.StarGuess.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The columns that a row of a fact is one of. */
final class GrainGuess {
  private static final int MOST_KEYS = 4;

  private GrainGuess() {}

  /** The fewest columns by which records differ in every file; none if there are no such. */
  static List<String> of(
      SourceProfile source,
      Optional<String> key,
      List<Reference> references,
      Optional<String> date) {
    if (key.isPresent()) {
      return List.of(key.get());
    }
    Set<String> candidates = new LinkedHashSet<>();
    references.forEach(reference -> candidates.add(reference.column()));
    source.columns().stream()
        .map(ColumnProfile::name)
        .filter(name -> StarGuess.isKeyLike(name) || StarGuess.isOrdinalLike(name))
        .forEach(candidates::add);
    date.ifPresent(candidates::add);
    source.columns().stream()
        .filter(column -> column.type().kind() == Kind.STRING)
        .map(ColumnProfile::name)
        .forEach(candidates::add);
    List<String> usable =
        candidates.stream()
            .filter(name -> source.column(name).filter(GrainGuess::isNearlyAlwaysThere).isPresent())
            .filter(name -> !source.isMissingSomewhere(name))
            .limit(8)
            .toList();
    for (int size = 2; size <= MOST_KEYS; size++) {
      List<List<String>> choices = new ArrayList<>();
      choose(usable, size, 0, List.of(), choices);
      Optional<List<String>> best =
          choices.stream()
              .filter(source::isUniqueBy)
              .min(
                  Comparator.comparing((List<String> names) -> source.exceptions(names))
                      .thenComparing(names -> names.stream().noneMatch(StarGuess::isOrdinalLike)));
      if (best.isPresent()) {
        return best.get();
      }
    }
    return List.of();
  }

  private static boolean isAlwaysThere(SourceProfile source, String name) {
    return source.column(name).filter(one -> one.nulls() == 0).isPresent()
        && !source.isMissingSomewhere(name);
  }

  private static boolean isNearlyAlwaysThere(ColumnProfile column) {
    return column.nulls() * 100 <= column.rows();
  }

  /** All ways to choose so many of the names, in their order. */
  private static void choose(
      List<String> names, int size, int from, List<String> chosen, List<List<String>> choices) {
    if (chosen.size() == size) {
      choices.add(chosen);
      return;
    }
    for (int i = from; i < names.size(); i++) {
      List<String> more = new ArrayList<>(chosen);
      more.add(names.get(i));
      choose(names, size, i + 1, more, choices);
    }
  }

  /** What a row is of where nothing tells records apart, and equal ones are numbered. */
  static List<String> fallback(
      List<Reference> references, Optional<String> date, SourceProfile source) {
    Set<String> grain = new LinkedHashSet<>();
    references.forEach(
        reference -> {
          if (isAlwaysThere(source, reference.column())) {
            grain.add(reference.column());
          }
        });
    date.ifPresent(grain::add);
    if (grain.isEmpty()) {
      source.columns().stream()
          .map(ColumnProfile::name)
          .filter(name -> isAlwaysThere(source, name))
          .findFirst()
          .ifPresent(grain::add);
    }
    return List.copyOf(grain);
  }
}
