package io.loadstar.profile;

import io.loadstar.error.Counted;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Kind;
import io.loadstar.profile.StarGuess.Dimension;
import io.loadstar.profile.StarGuess.Fact;
import io.loadstar.profile.StarGuess.Reference;
import io.loadstar.spec.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A spec as a person would have written it, with what speaks for each line. */
public final class SpecDraft {
  private static final String BATCH_DATE = "batch_day";

  private final String area;
  private final String input;
  private final FileGroups groups;
  private final StarGuess star;
  private final Map<String, DraftColumns> columns = new HashMap<>();
  private final List<String> questions;
  private final StringBuilder text = new StringBuilder();

  /**
   * A draft.
   *
   * @param input folder of the files as the spec shall name it
   */
  public SpecDraft(String area, String input, FileGroups groups, StarGuess star) {
    this.area = area;
    this.input = input;
    this.groups = groups;
    this.star = star;
    groups.sources().forEach(source -> columns.put(source.name(), draftColumns(source)));
    this.questions = asked();
  }

  /** The whole file. */
  public String text() {
    long whole =
        groups.sources().stream()
            .flatMap(source -> source.files().stream())
            .filter(file -> !file.isWhole())
            .count();
    line(
        "# Drafted by 'loadstar init' from what the files hold; read it, and change what is wrong.");
    if (whole > 0) {
      line("# Of large files the first records were read.");
    }
    line("subject: " + area);
    line("input: " + DraftColumns.quoted(input));
    line("keys: uuid");
    line("");
    line("sources:");
    groups.sources().forEach(this::source);
    line("");
    line("dimensions:" + (star.dimensions().isEmpty() ? " {}" : ""));
    star.dimensions().forEach(this::dimension);
    line("");
    line("facts:" + (star.facts().isEmpty() ? " {}" : ""));
    star.facts().forEach(this::fact);
    if (!questions.isEmpty()) {
      line("");
      line("# Not sure of:");
      questions.forEach(question -> line("# * " + question + "."));
    }
    return text.toString();
  }

  /** What refers to a key is read as the key is, so that members may be inferred from it. */
  private DraftColumns draftColumns(SourceProfile source) {
    Map<String, ColumnProfile> readAs = new HashMap<>();
    for (Fact fact : star.facts()) {
      for (Reference reference : fact.references()) {
        if (fact.from().name().equals(source.name()) && !reference.to().isFlat()) {
          reference
              .to()
              .from()
              .column(reference.to().key())
              .ifPresent(key -> readAs.put(reference.column(), key));
        }
      }
    }
    return new DraftColumns(source, readAs);
  }

  /** What only the user knows, each with the setting that says so, on a line. */
  public List<String> questions() {
    return questions;
  }

  private List<String> asked() {
    List<String> questions = new ArrayList<>(star.questions());
    for (SourceProfile source : groups.sources()) {
      for (ColumnProfile column : source.columns()) {
        column
            .type()
            .otherFormat()
            .ifPresent(
                other ->
                    questions.add(
                        "%s.%s may as well be written as %s: change 'formats' if so"
                            .formatted(source.name(), of(source).name(column.name()), other)));
      }
    }
    for (Dimension dimension : star.dimensions()) {
      List<String> changing = of(dimension.from()).names(changing(dimension));
      questions.add(
          dimension.name()
              + " keeps the newest values only"
              + (changing.isEmpty() ? "" : ", and " + String.join(", ", changing) + " changes")
              + ": 'history: type2' with 'tracked: ["
              + (changing.isEmpty() ? "..." : String.join(", ", changing))
              + "]' keeps former ones");
    }
    return questions.stream().map(question -> question.replaceAll("\\s+", " ")).toList();
  }

  /** Attributes of which some member has another value in another file. */
  private static List<String> changing(Dimension dimension) {
    SourceProfile from = dimension.from();
    return attributes(dimension).stream()
        .filter(
            name ->
                from.determines(dimension.key(), name)
                    < from.determinesInFiles(dimension.key(), name))
        .toList();
  }

  private DraftColumns of(SourceProfile source) {
    return Objects.requireNonNull(columns.get(source.name()));
  }

  private void source(SourceProfile source) {
    DraftColumns own = of(source);
    line("  " + source.name() + ":");
    line("    path: " + DraftColumns.quoted(source.path()));
    format(source, own.nulls()).ifPresent(format -> line("    format: {" + format + "}"));
    boolean isNumbered =
        star.facts().stream().anyMatch(fact -> fact.from().equals(source) && fact.repeats());
    if (source.repeats() > 0 && !isNumbered) {
      line(
          "    duplicates: drop  # %,d records are equal to others of their file"
              .formatted(source.repeats()));
    }
    line("    columns:");
    Set<String> keys = new LinkedHashSet<>();
    star.dimensions().stream()
        .filter(dimension -> dimension.from().equals(source) && !dimension.isFlat())
        .forEach(dimension -> keys.add(dimension.key()));
    star.facts().stream()
        .filter(fact -> fact.from().equals(source))
        .forEach(
            fact -> {
              keys.addAll(fact.grain());
              fact.date().ifPresent(keys::add);
            });
    own.lines(keys).forEach(this::line);
    boolean lacksDate =
        star.facts().stream().anyMatch(fact -> fact.from().equals(source) && fact.date().isEmpty());
    if (lacksDate) {
      line("      " + BATCH_DATE + ": {type: date, from: '{batch_date}'}  # no date in the files");
    }
    long broken = source.files().stream().mapToLong(file -> file.broken()).sum();
    if (broken > 0) {
      line("    # %,d records could not be taken apart.".formatted(broken));
    }
  }

  private static Optional<String> format(SourceProfile source, Set<String> nulls) {
    FormatSpec format = source.format();
    List<String> words = new ArrayList<>();
    if (format.kind() == Kind.CSV) {
      if (!format.delimiter().equals(",")) {
        String delimiter = format.delimiter().equals("\t") ? "\\t" : format.delimiter();
        words.add("delimiter: \"" + delimiter + "\"");
      }
      if (!format.encoding().equals("UTF-8")) {
        words.add("encoding: " + format.encoding());
      }
    }
    if (!format.records().isEmpty()) {
      words.add("records: " + format.records());
    }
    if (!nulls.isEmpty() && format.kind() != Kind.PARQUET) {
      Set<String> all = new LinkedHashSet<>(List.of(""));
      all.addAll(nulls);
      words.add(
          "nulls: [" + String.join(", ", all.stream().map(DraftColumns::quoted).toList()) + "]");
    }
    boolean isTold = new FormatSpecByName(source.path()).kind() == format.kind() && words.isEmpty();
    if (isTold) {
      return Optional.empty();
    }
    words.add(0, "type: " + format.kind().name().toLowerCase(java.util.Locale.ROOT));
    return Optional.of(String.join(", ", words));
  }

  /** What a path alone says of its files' format. */
  private record FormatSpecByName(String path) {
    Kind kind() {
      return FormatSpec.of(Kind.AUTO).kindOf(path);
    }
  }

  private void dimension(Dimension dimension) {
    DraftColumns own = of(dimension.from());
    line("  " + Names.like(dimension.name()) + ":");
    line("    from: " + dimension.from().name());
    long exceptions =
        dimension.isFlat() ? 0 : dimension.from().exceptions(List.of(dimension.key()));
    line("    natural_key: [" + own.name(dimension.key()) + "]" + but(exceptions));
    line("    attributes: [" + String.join(", ", own.names(attributes(dimension))) + "]");
    if (dimension.isFlat()) {
      line("    keep: last");
      star.facts().stream()
          .filter(fact -> fact.from().equals(dimension.from()))
          .flatMap(fact -> fact.date().stream())
          .findFirst()
          .ifPresent(date -> line("    order_by: [" + own.name(date) + "]"));
    }
  }

  private static String but(long exceptions) {
    return exceptions == 0
        ? ""
        : "  # but for %s, which will be kept out".formatted(Counted.of(exceptions, "record"));
  }

  /** A column once, though the file may have a column for the key, too. */
  private static List<String> attributes(Dimension dimension) {
    return dimension.attributes().stream().filter(name -> !name.equals(dimension.key())).toList();
  }

  private void fact(Fact fact) {
    DraftColumns own = of(fact.from());
    String date = fact.date().map(own::name).orElse(BATCH_DATE);
    List<String> grain = new ArrayList<>(own.names(fact.grain()));
    // What begins anew each day is of that day.
    boolean isDaily =
        fact.repeats() || (fact.grain().size() == 1 && fact.from().comesAgain(fact.grain()));
    if (isDaily && !grain.contains(date)) {
      grain.add(date);
    }
    line("  " + Names.like(fact.name()) + ":");
    line("    from: " + fact.from().name());
    long exceptions = fact.repeats() ? 0 : fact.from().exceptions(fact.grain());
    line("    grain: [" + String.join(", ", grain) + "]" + but(exceptions));
    if (fact.repeats()) {
      line("    repeats: keep");
    }
    line("    date: " + date);
    line("    dimensions:" + (fact.references().isEmpty() ? " {}" : ""));
    // The calendar's key has its name already.
    Set<String> keys = new HashSet<>(Set.of("date_key"));
    for (Reference reference : fact.references()) {
      line("      " + reference(fact, reference, own, keys));
    }
    if (!fact.degenerate().isEmpty()) {
      line("    degenerate: [" + String.join(", ", own.names(fact.degenerate())) + "]");
    }
    line("    measures:" + (fact.measures().isEmpty() ? " {}" : ""));
    own.names(fact.measures()).forEach(name -> line("      " + name + ": " + name));
  }

  private static String reference(
      Fact fact, Reference reference, DraftColumns own, Set<String> keys) {
    String column = own.name(reference.column());
    String stem = column.replaceAll("_(id|code|no|nr|number|ref)$", "");
    String key = stem + "_key";
    while (!keys.add(key)) {
      key = key.replaceAll("_key$", "") + "_2_key";
    }
    boolean mayLack =
        fact.from().column(reference.column()).filter(one -> one.nulls() == 0).isEmpty();
    boolean isOwn = reference.to().from().equals(fact.from());
    String missing = isOwn ? (mayLack ? ", missing: unknown" : "") : ", missing: infer";
    String share =
        isOwn ? "" : "  # %d%% of the values are there".formatted((int) (reference.share() * 100));
    return "%s: {to: %s, by: [%s]%s}%s"
        .formatted(key, Names.like(reference.to().name()), column, missing, share);
  }

  private void line(String one) {
    text.append(one).append('\n');
  }
}
