package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import io.loadstar.spec.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The columns of one source as a spec has them, each with what speaks for it. */
final class DraftColumns {
  private static final int[] LENGTHS = {100, 200, 500, 1000, 4000, 16_000};
  private static final int LONGEST_CHOICE = 30;
  private static final int FEW = 8;
  private static final int OFTEN = 10;

  private final SourceProfile source;
  private final Map<String, ColumnProfile> readAs;
  private final Map<String, String> names = new LinkedHashMap<>();

  /**
   * Columns.
   *
   * @param readAs by column, the one whose type and length it has
   */
  DraftColumns(SourceProfile source, Map<String, ColumnProfile> readAs) {
    this.source = source;
    this.readAs = readAs;
    for (ColumnProfile column : source.columns()) {
      names.put(column.name(), unique(Names.like(column.name()).replaceAll("_key$", "_id")));
    }
  }

  private String unique(String name) {
    String own = name;
    int number = 2;
    while (names.containsValue(own)) {
      own = name + "_" + number++;
    }
    return own;
  }

  /** The spec's name of a column of the file. */
  String name(String column) {
    return names.getOrDefault(column, column);
  }

  List<String> names(List<String> columns) {
    return columns.stream().map(this::name).toList();
  }

  /** Texts that stand for no value somewhere in the source. */
  Set<String> nulls() {
    Set<String> nulls = new TreeSet<>();
    source.columns().forEach(column -> nulls.addAll(column.type().nulls()));
    return nulls;
  }

  /**
   * A line for each column.
   *
   * @param keys columns that tell records apart
   */
  List<String> lines(Set<String> keys) {
    int width = names.values().stream().mapToInt(String::length).max().orElse(1) + 1;
    List<String> lines = new ArrayList<>();
    for (ColumnProfile column : source.columns()) {
      String name = name(column.name());
      lines.add(
          ("      %-" + width + "s {%s}  # %s")
              .formatted(
                  name + ":", String.join(", ", words(column, name, keys)), evidence(column)));
    }
    return lines;
  }

  private List<String> words(ColumnProfile column, String name, Set<String> keys) {
    ColumnProfile typed = readAs.getOrDefault(column.name(), column);
    TypeGuess type = typed.type();
    List<String> words = new ArrayList<>();
    words.add("type: " + type.kind().name().toLowerCase(Locale.ROOT));
    if (type.kind() == Kind.DECIMAL) {
      words.add("precision: " + type.precision() + ", scale: " + type.scale());
    }
    if (!name.equals(column.name())) {
      words.add("from: " + quoted(column.name()));
    }
    type.number().ifPresent(number -> words.add("number: " + number));
    type.format().ifPresent(format -> words.add("formats: [" + quoted(format) + "]"));
    boolean isMissing = source.isMissingSomewhere(column.name());
    if (isMissing) {
      words.add("missing: allow");
    } else if (column.isAlwaysThere() || keys.contains(column.name())) {
      words.add("required: true");
    }
    if (type.kind() == Kind.STRING) {
      text(column, typed, words);
    }
    return words;
  }

  private static void text(ColumnProfile column, ColumnProfile typed, List<String> words) {
    boolean isChoice =
        column.distinct() > 1
            && column.distinct() <= FEW
            && column.rows() >= OFTEN * column.distinct()
            && column.longest() <= LONGEST_CHOICE;
    if (isChoice) {
      words.add(
          "one_of: ["
              + column.values().keySet().stream()
                  .sorted()
                  .map(DraftColumns::quoted)
                  .collect(Collectors.joining(", "))
              + "], on_invalid: {one_of: warn}");
    }
    for (int length : LENGTHS) {
      if (typed.longest() * 2 <= length) {
        words.add("max_length: " + length);
        return;
      }
    }
  }

  private String evidence(ColumnProfile column) {
    List<String> facts = new ArrayList<>();
    long unique = source.filesUniqueBy(List.of(column.name()));
    int files = source.files().size();
    if (unique > 0) {
      facts.add("unique in %d of %d %s".formatted(unique, files, files == 1 ? "file" : "files"));
    } else {
      facts.add("%,d different in %,d".formatted(column.distinct(), column.rows()));
    }
    if (column.nulls() > 0) {
      facts.add("%,d without a value".formatted(column.nulls()));
    }
    if (column.type().misfitCount() > 0) {
      facts.add(
          "%,d no %s: %s"
              .formatted(
                  column.type().misfitCount(),
                  column.type().kind().name().toLowerCase(Locale.ROOT),
                  column.type().misfits().stream()
                      .map(value -> "'" + shown(value) + "'")
                      .collect(Collectors.joining(", "))));
    } else {
      column.commonest(column.type().nulls().size() + 1).stream()
          .filter(value -> !column.type().nulls().contains(value))
          .limit(1)
          .forEach(value -> facts.add("as '" + shown(value) + "'"));
    }
    return String.join(", ", facts);
  }

  private static String shown(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() > 30 ? line.substring(0, 30) + ".." : line;
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
