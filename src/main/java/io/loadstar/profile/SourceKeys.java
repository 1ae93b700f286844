package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The column of each source by which its records are told apart, if a single one does. */
final class SourceKeys {
  private final Map<String, Optional<String>> keys = new LinkedHashMap<>();

  SourceKeys(List<SourceProfile> sources) {
    sources.forEach(source -> keys.put(source.name(), key(source)));
  }

  Optional<String> of(SourceProfile source) {
    return keys.getOrDefault(source.name(), Optional.empty());
  }

  /** The key's column, of a source that has one. */
  ColumnProfile column(SourceProfile source) {
    return source.column(of(source).orElseThrow()).orElseThrow();
  }

  /** A column that is unique in each file, best one that is called so. */
  private static Optional<String> key(SourceProfile source) {
    return source.columns().stream()
        .filter(column -> !column.isTime() && column.type().kind() != Kind.DECIMAL)
        .filter(column -> column.type().kind() != Kind.DOUBLE)
        .map(ColumnProfile::name)
        .filter(name -> source.isUniqueBy(List.of(name)))
        .filter(name -> StarGuess.isKeyLike(name) || source.columns().get(0).name().equals(name))
        .min(Comparator.comparing((String name) -> !StarGuess.isKeyLike(name)));
  }
}
