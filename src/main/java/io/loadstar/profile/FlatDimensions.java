package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.profile.StarGuess.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Dimensions that have no file of their own.
 *
 * @param taken names of dimensions, which grow
 */
record FlatDimensions(Set<String> taken) {
  /** Members that must have one value each for it to be an attribute of theirs. */
  private static final double DETERMINED = 0.95;

  /**
   * Things inside a flat file: columns that repeat, and others that go with each of their values.
   */
  List<Dimension> of(SourceProfile source, Optional<String> sourceKey, Set<String> used) {
    List<ColumnProfile> things =
        source.columns().stream()
            .filter(column -> !used.contains(column.name()) && isThing(sourceKey, column))
            .toList();
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    for (ColumnProfile column : source.columns()) {
      // What an order says of its customer goes with the order, too: the fewer there are, the
      // nearer they are to what they say.
      things.stream()
          .filter(thing -> isAttribute(source, thing, column, used))
          .min(Comparator.comparing(ColumnProfile::distinct))
          .ifPresent(
              thing ->
                  attributes
                      .computeIfAbsent(thing.name(), unused -> new ArrayList<>())
                      .add(column.name()));
    }
    List<Dimension> found = new ArrayList<>();
    things.stream()
        .filter(thing -> attributes.containsKey(thing.name()))
        .forEach(
            thing -> {
              List<String> own = attributes.getOrDefault(thing.name(), List.of());
              used.add(thing.name());
              used.addAll(own);
              Dimension dimension = new Dimension(nameOf(thing), source, thing.name(), own, true);
              taken.add(dimension.name());
              found.add(dimension);
            });
    return found;
  }

  private static boolean isThing(Optional<String> sourceKey, ColumnProfile column) {
    return StarGuess.isKeyLike(column.name())
        && !sourceKey.equals(Optional.of(column.name()))
        && !column.isTime()
        && column.distinct() * 2 <= column.rows();
  }

  private static boolean isAttribute(
      SourceProfile source, ColumnProfile key, ColumnProfile other, Set<String> used) {
    Kind kind = other.type().kind();
    boolean isText = kind == Kind.STRING || kind == Kind.BOOLEAN;
    return isText
        && !used.contains(other.name())
        && !other.name().equals(key.name())
        && !StarGuess.isKeyLike(other.name())
        && other.distinct() > 1
        && source.determinesInFiles(key.name(), other.name()) >= DETERMINED;
  }

  private String nameOf(ColumnProfile column) {
    String stem =
        StarGuess.plain(column.name())
            .replaceAll("_?(id|key|code|no|nr|number|ref)$", "")
            .replaceAll("^_+|_+$", "");
    String name = "dim_" + (stem.isEmpty() ? StarGuess.plain(column.name()) : stem);
    // The calendar has its name already.
    String free = name.equals("dim_date") ? "dim_date_of_file" : name;
    for (int number = 2; taken.contains(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }
}
