package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.CsvOddities;
import io.loadstar.model.FieldPosition;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.FormatSpec.Kind;
import io.loadstar.model.FormatSpec.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads how a source's files are written. */
final class FormatSection {
  /** Word of lines that are cut into fields at fixed places, which are a kind of CSV inside. */
  private static final String FIXED = "fixed";

  private static final Map<String, Boolean> ALLOWED = Map.of("allow", true, "fail", false);

  private FormatSection() {}

  /**
   * Reads the part {@code format} of a source.
   *
   * @param columns of the source, which say where fields of fixed width stand
   */
  static FormatSpec read(YamlSection source, List<ColumnSpec> columns) {
    List<FormatSpec> read = new ArrayList<>();
    source.section("format", format -> read.add(described(format, source, columns)));
    FormatSpec format = read.isEmpty() ? FormatSpec.of(Kind.AUTO) : read.get(0);
    if (!format.isFixedWidth()) {
      columns.stream()
          .filter(column -> column.position().isPresent())
          .findFirst()
          .ifPresent(
              column ->
                  source.problem(
                      "columns",
                      "'"
                          + column.name()
                          + "' says where it stands in a line: set 'format: {type: fixed}', or"
                          + " remove 'at'."));
    }
    return format;
  }

  private static FormatSpec described(
      YamlSection section, YamlSection source, List<ColumnSpec> columns) {
    Map<String, Kind> words = new HashMap<>(YamlSection.words(Kind.class));
    words.put(FIXED, Kind.CSV);
    Kind kind = section.choice("type", Kind.AUTO, words);
    if (section.text("type").filter(FIXED::equals).isPresent()) {
      return fixed(section, positions(source, columns));
    }
    return switch (kind) {
      case AUTO, CSV -> csv(section, kind);
      case JSON -> json(section);
      case PARQUET -> FormatSpec.of(kind);
    };
  }

  private static FormatSpec csv(YamlSection section, Kind kind) {
    boolean isCsv = kind == Kind.CSV;
    return new FormatSpec(
        kind,
        section.flag("header", true),
        delimiter(section),
        quote(section),
        section.character("escape", quote(section)),
        section.text("encoding").orElse(FormatSpec.of(kind).encoding()),
        section.flag("multi_line", true),
        isCsv ? Layout.AUTO : layout(section),
        isCsv ? "" : section.text("records").orElse(""),
        oddities(section, section.choice("trailing_delimiter", false, ALLOWED)),
        List.of(),
        nulls(section));
  }

  private static FormatSpec json(YamlSection section) {
    FormatSpec usual = FormatSpec.of(Kind.JSON);
    return new FormatSpec(
        Kind.JSON,
        usual.header(),
        usual.delimiter(),
        usual.quote(),
        usual.escape(),
        usual.encoding(),
        usual.multiLine(),
        layout(section),
        section.text("records").orElse(""),
        usual.oddities(),
        List.of(),
        nulls(section));
  }

  private static FormatSpec fixed(YamlSection section, List<FieldPosition> positions) {
    FormatSpec usual = FormatSpec.of(Kind.CSV);
    return new FormatSpec(
        Kind.CSV,
        false,
        usual.delimiter(),
        FormatSpec.NO_QUOTE,
        FormatSpec.NO_QUOTE,
        section.text("encoding").orElse(usual.encoding()),
        false,
        Layout.AUTO,
        "",
        oddities(section, false),
        positions,
        nulls(section));
  }

  /** One for each field, in the order in which columns name them first. */
  private static List<FieldPosition> positions(YamlSection source, List<ColumnSpec> columns) {
    Map<String, Optional<FieldPosition>> fields = new LinkedHashMap<>();
    for (ColumnSpec column : columns) {
      boolean isTaken = fields.getOrDefault(column.from(), Optional.empty()).isPresent();
      if (column.position().isPresent() && (column.isInNoFile() || isTaken)) {
        source.problem(
            "columns",
            "'" + column.name() + "' is no field of its own in a line: remove its 'at'.");
      } else if (!column.isInNoFile() && !isTaken) {
        fields.put(column.from(), column.position());
      }
    }
    List<FieldPosition> positions = new ArrayList<>();
    fields.forEach(
        (field, position) -> {
          if (position.isEmpty()) {
            source.problem(
                "columns",
                "'"
                    + field
                    + "' does not say where it stands in a line of fixed width: add at:"
                    + " FIRST-LAST.");
          }
          position.ifPresent(positions::add);
        });
    // Of a kind of its own even so, since what is missing was said.
    return positions.isEmpty() ? List.of(new FieldPosition(1, 1)) : positions;
  }

  private static List<String> nulls(YamlSection section) {
    List<String> nulls = section.texts("nulls");
    return nulls.isEmpty() ? FormatSpec.of(Kind.CSV).nulls() : nulls;
  }

  private static String delimiter(YamlSection section) {
    String delimiter = section.text("delimiter").orElse(",").replace("\\t", "\t");
    return delimiter.isEmpty() ? "," : delimiter;
  }

  private static char quote(YamlSection section) {
    return section.text("quote").filter("none"::equals).isPresent()
        ? FormatSpec.NO_QUOTE
        : section.character("quote", '"');
  }

  private static CsvOddities oddities(YamlSection section, boolean hasTrailingDelimiter) {
    return new CsvOddities(
        section.wholeNumber("skip_lines").orElse(0),
        section.wholeNumber("skip_footer").orElse(0),
        section.character("comment", CsvOddities.NONE),
        section.choice("short_rows", false, ALLOWED),
        hasTrailingDelimiter,
        section.choice("line_end", '\n', Map.of("lf", '\n', "cr", '\r')));
  }

  private static Layout layout(YamlSection section) {
    return section.choice("layout", Layout.AUTO, Layout.class);
  }
}
