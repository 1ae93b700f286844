package io.loadstar.profile;

import io.loadstar.error.Counted;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds out about one source after another. */
final class StarFinder {
  /** Values of a column that must be in the other's key for it to refer there. */
  private static final double CONTAINED = 0.8;

  /** Members that must have one value each for it to be an attribute of theirs. */
  private static final double DETERMINED = 0.95;

  /** As {@link #CONTAINED}, where names do not speak for it. */
  private static final double SAME = 0.9;

  private static final int FEWEST_SHARED = 5;

  /** Columns of a grain. */
  private static final int MOST_KEYS = 4;

  private static final Pattern NOT_ADDITIVE =
      Pattern.compile(
          "(.*_)?(price|rate|percent|pct|percentage|ratio|share|discount|score|rating|age|temperature|temp|humidity|latitude|longitude|lat|lon|level|voltage|pressure)(_.*)?");

  private static final Pattern OFFSET =
      Pattern.compile("[0-9]{2}:[0-9]{2}.*[+-][0-9]{2}:[0-9]{2}$");

  private static final Set<Kind> NUMBERS =
      Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE);

  private final List<SourceProfile> sources;
  private final Map<String, Optional<String>> keys = new LinkedHashMap<>();
  private final Map<String, List<String[]>> links = new LinkedHashMap<>();
  private final Set<String> referred = new LinkedHashSet<>();
  private final List<Dimension> dimensions = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();

  StarFinder(List<SourceProfile> sources) {
    this.sources = sources;
  }

  StarGuess build() {
    sources.forEach(source -> keys.put(source.name(), key(source)));
    sources.forEach(this::link);
    List<SourceProfile> ofFacts = sources.stream().filter(this::isFact).toList();
    sources.stream().filter(source -> !isFact(source)).forEach(this::dimension);
    ofFacts.forEach(this::fact);
    return new StarGuess(dimensions, facts, questions);
  }

  private Optional<String> keyOf(SourceProfile source) {
    return keys.getOrDefault(source.name(), Optional.empty());
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
      if (keyOf(source).equals(Optional.of(column.name()))) {
        continue;
      }
      named(source, column)
          .or(() -> byValues(source, column))
          .ifPresent(
              other -> {
                own.add(new String[] {column.name(), other.name()});
                referred.add(other.name());
              });
    }
    links.put(source.name(), own);
  }

  /** The source that the column's name speaks of, if its values are there. */
  private Optional<SourceProfile> named(SourceProfile source, ColumnProfile column) {
    return others(source)
        .filter(other -> isNamedAfter(column.name(), keyOf(other).orElseThrow(), other.name()))
        .filter(other -> column.shareIn(keyColumn(other)) >= CONTAINED)
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
            .filter(other -> column.shareIn(keyColumn(other)) >= SAME)
            .max(Comparator.comparing(other -> column.shareIn(keyColumn(other))));
    if (best.isPresent() && !hasLetters(column)) {
      questions.add(
          "%s.%s may refer to %s, whose %s has its values: add it under 'dimensions' of the fact if so"
              .formatted(
                  source.name(),
                  column.name(),
                  best.get().name(),
                  keyOf(best.get()).orElseThrow()));
      return Optional.empty();
    }
    return best;
  }

  private Stream<SourceProfile> others(SourceProfile source) {
    return sources.stream()
        .filter(other -> !other.name().equals(source.name()) && keyOf(other).isPresent());
  }

  private ColumnProfile keyColumn(SourceProfile source) {
    return source.column(keyOf(source).orElseThrow()).orElseThrow();
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

  private static boolean isTime(ColumnProfile column) {
    return column.type().kind() == Kind.DATE || column.type().kind() == Kind.TIMESTAMP;
  }

  private boolean isFact(SourceProfile source) {
    boolean hasTime = source.columns().stream().anyMatch(StarFinder::isTime);
    boolean refers = !links.getOrDefault(source.name(), List.of()).isEmpty();
    boolean isSnapshot = keyOf(source).filter(source::isSnapshot).isPresent();
    if (isSnapshot || (referred.contains(source.name()) && !(refers && hasTime))) {
      return false;
    }
    return refers || keyOf(source).isEmpty() || (hasTime && sources.size() == 1);
  }

  private void dimension(SourceProfile source) {
    String key = keyOf(source).orElseThrow();
    links
        .getOrDefault(source.name(), List.of())
        .forEach(
            link ->
                questions.add(
                    "%s of %s refers to %s: 'outriggers' of the dimension joins them"
                        .formatted(link[0], source.name(), link[1])));
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
    for (String[] link : links.getOrDefault(source.name(), List.of())) {
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
    boolean repeats = grain.isEmpty() || mayRepeat(source, grain);
    List<String> measures = new ArrayList<>();
    List<String> degenerate = new ArrayList<>();
    for (ColumnProfile column : source.columns()) {
      if (used.contains(column.name())) {
        continue;
      }
      boolean isMeasure =
          NUMBERS.contains(column.type().kind())
              && !StarGuess.isKeyLike(column.name())
              && !StarGuess.isOrdinalLike(column.name());
      (isMeasure ? measures : degenerate).add(column.name());
    }
    // Of a time the fact's date keeps the day alone.
    date.filter(name -> !grain.contains(name))
        .filter(name -> source.column(name).orElseThrow().type().kind() == Kind.TIMESTAMP)
        .ifPresent(degenerate::add);
    askOfSums(source, measures);
    askOfDays(source, date);
    facts.add(
        new Fact(
            "fact_" + StarGuess.singular(source.name()),
            source,
            grain.isEmpty() ? fallback(references, date, source) : grain,
            repeats,
            date,
            references,
            degenerate,
            measures));
  }

  /** Equal records of what has no number of its own may be as many things. */
  private boolean mayRepeat(SourceProfile source, List<String> grain) {
    long repeats = source.repeats();
    boolean hasNumber = grain.size() == 1 || grain.stream().anyMatch(StarGuess::isOrdinalLike);
    if (repeats == 0 || hasNumber) {
      return false;
    }
    questions.add(
        "%s has %s equal to others, which all count ('repeats: keep'); if they are one thing told twice, take that out and say 'duplicates: drop' at the source"
            .formatted(source.name(), Counted.of(repeats, "record")));
    return true;
  }

  private void askOfSums(SourceProfile source, List<String> measures) {
    List<String> doubtful =
        measures.stream()
            .filter(name -> NOT_ADDITIVE.matcher(StarGuess.plain(name)).matches())
            .toList();
    if (!doubtful.isEmpty()) {
      questions.add(
          "%s of %s may not add up: sums of them say nothing, averages may"
              .formatted(String.join(", ", doubtful), source.name()));
    }
  }

  private void askOfDays(SourceProfile source, Optional<String> date) {
    date.flatMap(source::column)
        .filter(column -> column.values().keySet().stream().anyMatch(StarFinder::isOfAnotherZone))
        .ifPresent(
            column ->
                questions.add(
                    "days of %s are those of UTC: 'date: {column: %s, zone: Europe/Berlin}' counts them as people there do"
                        .formatted(column.name(), column.name())));
  }

  private static boolean isOfAnotherZone(String value) {
    return OFFSET.matcher(value).find() && !value.endsWith("00:00");
  }

  private Optional<String> date(SourceProfile source) {
    List<ColumnProfile> times =
        source.columns().stream()
            .filter(StarFinder::isTime)
            .filter(column -> column.nulls() * 20 < column.rows())
            .filter(column -> !source.isMissingSomewhere(column.name()))
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
    List<ColumnProfile> things =
        source.columns().stream()
            .filter(column -> !used.contains(column.name()) && isThing(source, column))
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
              dimensions.add(dimension);
              found.add(dimension);
            });
    return found;
  }

  private boolean isThing(SourceProfile source, ColumnProfile column) {
    return StarGuess.isKeyLike(column.name())
        && !keyOf(source).equals(Optional.of(column.name()))
        && !isTime(column)
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
    for (int number = 2; isTaken(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }

  private boolean isTaken(String name) {
    return dimensions.stream().anyMatch(one -> one.name().equals(name));
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
            .filter(name -> source.column(name).filter(StarFinder::isNearlyAlwaysThere).isPresent())
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

  private List<String> fallback(
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
    questions.add(
        "no columns of "
            + source.name()
            + " tell its records apart, so equal ones are numbered ('repeats: keep'); if some do,"
            + " name them in 'grain', take 'repeats' out, and say 'duplicates: drop' at the source"
            + " if equal records are one thing told twice");
    return List.copyOf(grain);
  }
}
