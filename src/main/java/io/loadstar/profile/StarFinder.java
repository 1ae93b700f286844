package io.loadstar.profile;

import io.loadstar.error.Counted;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.profile.StarGuess.Dimension;
import io.loadstar.profile.StarGuess.Fact;
import io.loadstar.profile.StarGuess.Reference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out about one source after another. */
final class StarFinder {
  private static final Pattern NOT_ADDITIVE =
      Pattern.compile(
          "(.*_)?(price|rate|percent|pct|percentage|ratio|share|discount|score|rating|age|temperature|temp|humidity|latitude|longitude|lat|lon|level|voltage|pressure)(_.*)?");

  private static final Pattern OFFSET =
      Pattern.compile("[0-9]{2}:[0-9]{2}.*[+-][0-9]{2}:[0-9]{2}$");

  private static final Set<Kind> NUMBERS =
      Set.of(Kind.INTEGER, Kind.BIGINT, Kind.DECIMAL, Kind.DOUBLE);

  private final List<SourceProfile> sources;
  private final SourceKeys keys;
  private final SourceLinks links;
  private final List<Dimension> dimensions = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();

  StarFinder(List<SourceProfile> sources) {
    this.sources = sources;
    this.keys = new SourceKeys(sources);
    this.links = new SourceLinks(sources, keys);
    questions.addAll(links.questions());
  }

  StarGuess build() {
    List<SourceProfile> ofFacts = sources.stream().filter(this::isFact).toList();
    sources.stream().filter(source -> !isFact(source)).forEach(this::dimension);
    ofFacts.forEach(this::fact);
    return new StarGuess(dimensions, facts, questions);
  }

  private boolean isFact(SourceProfile source) {
    boolean hasTime = source.columns().stream().anyMatch(ColumnProfile::isTime);
    boolean refers = !links.of(source).isEmpty();
    boolean isSnapshot = keys.of(source).filter(source::isSnapshot).isPresent();
    if (isSnapshot || (links.isReferred(source) && !(refers && hasTime))) {
      return false;
    }
    return refers || keys.of(source).isEmpty() || (hasTime && sources.size() == 1);
  }

  private void dimension(SourceProfile source) {
    String key = keys.of(source).orElseThrow();
    links
        .of(source)
        .forEach(
            link ->
                questions.add(
                    "%s of %s refers to %s: 'outriggers' of the dimension joins them"
                        .formatted(link.column(), source.name(), link.to())));
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
    for (SourceLinks.Link link : links.of(source)) {
      Optional<Dimension> to =
          dimensions.stream().filter(one -> one.from().name().equals(link.to())).findFirst();
      to.ifPresent(
          dimension -> {
            ColumnProfile column = source.column(link.column()).orElseThrow();
            ColumnProfile key = dimension.from().column(dimension.key()).orElseThrow();
            references.add(new Reference(link.column(), dimension, column.shareIn(key)));
            used.add(link.column());
          });
    }
    Optional<String> date = date(source);
    date.ifPresent(used::add);
    for (Dimension flat : flat(source, used)) {
      references.add(new Reference(flat.key(), flat, 1));
    }
    List<String> grain = GrainGuess.of(source, keys.of(source), references, date);
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
    if (!repeats && grain.size() > 1 && source.comesAgain(grain)) {
      questions.add(
          "%s of %s come again in other files, and the newest batch's rows stand: add the date to 'grain' if they are others each day"
              .formatted(String.join(", ", grain), source.name()));
    }
    askOfSums(source, measures);
    askOfDays(source, date);
    facts.add(
        new Fact(
            "fact_" + StarGuess.singular(source.name()),
            source,
            grain.isEmpty() ? numbered(references, date, source) : grain,
            repeats,
            date,
            references,
            degenerate,
            measures));
  }

  private List<String> numbered(
      List<Reference> references, Optional<String> date, SourceProfile source) {
    questions.add(
        "no columns of "
            + source.name()
            + " tell its records apart, so equal ones are numbered ('repeats: keep'); if some do,"
            + " name them in 'grain', take 'repeats' out, and say 'duplicates: drop' at the source"
            + " if equal records are one thing told twice");
    return GrainGuess.fallback(references, date, source);
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
            .filter(ColumnProfile::isTime)
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

  private List<Dimension> flat(SourceProfile source, Set<String> used) {
    Set<String> taken = new LinkedHashSet<>(dimensions.stream().map(Dimension::name).toList());
    List<Dimension> found = new FlatDimensions(taken).of(source, keys.of(source), used);
    dimensions.addAll(found);
    return found;
  }
}
