package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.profile.StarGuess.Dimension;
import io.loadstar.profile.StarGuess.Fact;
import io.loadstar.profile.StarGuess.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out about one source after another. */
final class StarFinder {
  /** Values of a column that must be in the other's key for it to refer there. */
  private static final double CONTAINED = 0.8;

  /** Members that must have one value each for it to be an attribute of theirs. */
  private static final double DETERMINED = 0.95;

  private static final Set<Kind> NUMBERS =
      Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE);

  private final List<SourceProfile> sources;
  private final Map<SourceProfile, Optional<String>> keys = new LinkedHashMap<>();
  private final Map<SourceProfile, List<String[]>> links = new LinkedHashMap<>();
  private final Set<SourceProfile> referred = new LinkedHashSet<>();
  private final List<Dimension> dimensions = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();

  StarFinder(List<SourceProfile> sources) {
    this.sources = sources;
  }

  StarGuess build() {
    sources.forEach(source -> keys.put(source, key(source)));
    sources.forEach(this::link);
    List<SourceProfile> ofFacts = sources.stream().filter(this::isFact).toList();
    sources.stream().filter(source -> !ofFacts.contains(source)).forEach(this::dimension);
    ofFacts.forEach(this::fact);
    return new StarGuess(dimensions, facts, questions);
  }

  private Optional<String> keyOf(SourceProfile source) {
    return keys.getOrDefault(source, Optional.empty());
  }

  /** A column that is unique in each file, best one that is called so. */
  private Optional<String> key(SourceProfile source) {
    return source.columns().stream()
        .filter(column -> !isTime(column) && column.type().kind() != Kind.DECIMAL)
        .filter(column -> column.type().kind() != Kind.DOUBLE)
        .map(ColumnProfile::name)
        .filter(name -> source.isUniqueBy(List.of(name)))
        .filter(name -> StarGuess.isKeyLike(name) || source.columns().get(0).name().equals(name))
        .min(Comparator.comparing((String name) -> !StarGuess.isKeyLike(name)));
  }

  private void link(SourceProfile source) {
    List<String[]> own = new ArrayList<>();
    for (ColumnProfile column : source.columns()) {
      for (SourceProfile other : sources) {
        Optional<String> key = keyOf(other);
        boolean isOther = !other.equals(source) && key.isPresent();
        if (isOther
            && isNamedAfter(column.name(), key.get(), other.name())
            && !keyOf(source).equals(Optional.of(column.name()))
            && column.shareIn(other.column(key.get()).orElseThrow()) >= CONTAINED) {
          own.add(new String[] {column.name(), other.name()});
          referred.add(other);
          break;
        }
      }
    }
    links.put(source, own);
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

  private static boolean isTime(ColumnProfile column) {
    return column.type().kind() == Kind.DATE || column.type().kind() == Kind.TIMESTAMP;
  }

  private boolean isFact(SourceProfile source) {
    boolean hasTime = source.columns().stream().anyMatch(StarFinder::isTime);
    boolean refers = !links.getOrDefault(source, List.of()).isEmpty();
    if (referred.contains(source) && !(refers && hasTime)) {
      return false;
    }
    return refers || keyOf(source).isEmpty() || (hasTime && sources.size() == 1);
  }

  private void dimension(SourceProfile source) {
    String key = keyOf(source).orElseThrow();
    dimensions.add(
        new Dimension(
            "dim_" + StarGuess.singular(source.name()),
            source,
            key,
            source.columns().stream()
                .map(ColumnProfile::name)
                .filter(name -> !name.equals(key))
                .toList(),
            false));
  }

  private void fact(SourceProfile source) {
    Set<String> used = new LinkedHashSet<>();
    List<Reference> references = new ArrayList<>();
    for (String[] link : links.getOrDefault(source, List.of())) {
      Optional<Dimension> to =
          dimensions.stream().filter(one -> one.from().name().equals(link[1])).findFirst();
      to.ifPresent(
          dimension -> {
            ColumnProfile column = source.column(link[0]).orElseThrow();
            ColumnProfile key = dimension.from().column(dimension.key()).orElseThrow();
            references.add(new Reference(link[0], dimension, column.shareIn(key)));
            used.add(link[0]);
          });
    }
    Optional<String> date = date(source);
    date.ifPresent(used::add);
    flat(source, used).forEach(flat -> references.add(new Reference(flat.key(), flat, 1)));
    List<String> grain = grain(source, references, date);
    used.addAll(grain);
    boolean repeats = grain.isEmpty();
    List<String> measures = new ArrayList<>();
    List<String> degenerate = new ArrayList<>();
    for (ColumnProfile column : source.columns()) {
      if (used.contains(column.name())) {
        continue;
      }
      boolean isMeasure =
          NUMBERS.contains(column.type().kind()) && !StarGuess.isKeyLike(column.name());
      (isMeasure ? measures : degenerate).add(column.name());
    }
    facts.add(
        new Fact(
            "fact_" + StarGuess.singular(source.name()),
            source,
            repeats ? fallback(references, date, source) : grain,
            repeats,
            date,
            references,
            degenerate,
            measures));
  }

  private Optional<String> date(SourceProfile source) {
    List<ColumnProfile> times =
        source.columns().stream()
            .filter(StarFinder::isTime)
            .filter(column -> column.nulls() * 20 < column.rows())
            .toList();
    if (times.size() > 1) {
      questions.add(
          source.name()
              + " has several dates ("
              + String.join(", ", times.stream().map(ColumnProfile::name).toList())
              + "); the first stands for when it happened: change 'date' if another does");
    }
    return times.stream().findFirst().map(ColumnProfile::name);
  }

  /**
   * Things inside a flat file: columns that repeat, and others that go with each of their values.
   */
  private List<Dimension> flat(SourceProfile source, Set<String> used) {
    List<Dimension> found = new ArrayList<>();
    for (ColumnProfile column : source.columns()) {
      boolean isThing =
          !used.contains(column.name())
              && StarGuess.isKeyLike(column.name())
              && !keyOf(source).equals(Optional.of(column.name()))
              && !isTime(column)
              && column.distinct() * 2 <= column.rows();
      if (isThing) {
        List<String> attributes =
            source.columns().stream()
                .filter(other -> isAttribute(source, column, other, used))
                .map(ColumnProfile::name)
                .toList();
        if (!attributes.isEmpty()) {
          used.add(column.name());
          used.addAll(attributes);
          found.add(new Dimension(nameOf(column), source, column.name(), attributes, true));
        }
      }
    }
    dimensions.addAll(found);
    return found;
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
        && source.determines(key.name(), other.name()) >= DETERMINED;
  }

  private String nameOf(ColumnProfile column) {
    String stem =
        StarGuess.plain(column.name())
            .replaceAll("_?(id|key|code|no|nr|number|ref)$", "")
            .replaceAll("^_+|_+$", "");
    String name = "dim_" + (stem.isEmpty() ? StarGuess.plain(column.name()) : stem);
    boolean isTaken = dimensions.stream().anyMatch(one -> one.name().equals(name));
    return isTaken ? name + "_2" : name;
  }

  /** The fewest columns by which records differ in every file; none if there are no such. */
  private List<String> grain(
      SourceProfile source, List<Reference> references, Optional<String> date) {
    if (keyOf(source).isPresent()) {
      return List.of(keyOf(source).get());
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
            .filter(name -> source.column(name).filter(column -> column.nulls() == 0).isPresent())
            .limit(8)
            .toList();
    for (int size = 2; size <= 4; size++) {
      Optional<List<String>> found = unique(source, usable, size, 0, List.of());
      if (found.isPresent()) {
        return found.get();
      }
    }
    return List.of();
  }

  private static Optional<List<String>> unique(
      SourceProfile source, List<String> names, int size, int from, List<String> chosen) {
    if (chosen.size() == size) {
      return source.isUniqueBy(chosen) ? Optional.of(chosen) : Optional.empty();
    }
    for (int i = from; i < names.size(); i++) {
      List<String> more = new ArrayList<>(chosen);
      more.add(names.get(i));
      Optional<List<String>> found = unique(source, names, size, i + 1, more);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private List<String> fallback(
      List<Reference> references, Optional<String> date, SourceProfile source) {
    Set<String> grain = new LinkedHashSet<>();
    references.forEach(
        reference -> {
          if (source.column(reference.column()).filter(one -> one.nulls() == 0).isPresent()) {
            grain.add(reference.column());
          }
        });
    date.ifPresent(grain::add);
    if (grain.isEmpty()) {
      source.columns().stream()
          .filter(column -> column.nulls() == 0)
          .map(ColumnProfile::name)
          .findFirst()
          .ifPresent(grain::add);
    }
    questions.add(
        "no columns of "
            + source.name()
            + " tell its records apart, so equal ones are numbered ('repeats: keep'); if equal"
            + " records are one thing told twice, use 'duplicates: drop' on the source instead");
    return List.copyOf(grain);
  }
}
