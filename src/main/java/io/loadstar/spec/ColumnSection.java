package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnSpec.Pii;
import io.loadstar.model.ColumnType;
import io.loadstar.model.ColumnType.Kind;
import io.loadstar.model.FieldPosition;
import io.loadstar.model.NumberForm;
import io.loadstar.model.Severity;
import io.loadstar.model.TextForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one column of a source. */
final class ColumnSection {
  private static final Pattern POSITION = Pattern.compile("(\\d{1,6})(?:-(\\d{1,6}))?");
  private static final String NO_POSITION =
      "expected the first and the last character of the field, from 1, as in at: 1-8.";

  private ColumnSection() {}

  static ColumnSpec read(String name, YamlSection section) {
    List<String> names = section.textOrTexts("from");
    return new ColumnSpec(
        name,
        names.isEmpty() ? name : names.get(0),
        names.size() > 1 ? names.subList(1, names.size()) : List.of(),
        position(section),
        section.choice("missing", false, Map.of("allow", true, "fail", false)),
        type(section),
        section.texts("formats"),
        section.text("zone"),
        section.wholeNumber("pivot"),
        new TextForm(
            section.choice("normalize", false, Map.of("nfc", true)),
            section.choice("trim", false, Map.of("unicode", true))),
        numbers(section),
        section.text("split").orElse(","),
        section.text("parse"),
        section.text("key"),
        section.flag("required", false),
        section.text("min"),
        section.text("max"),
        section.text("pattern"),
        section.texts("one_of"),
        section.text("default"),
        severities(section),
        section.choice(
            "pii",
            Optional.empty(),
            Map.of(
                "hash", Optional.of(Pii.HASH),
                "mask", Optional.of(Pii.MASK),
                "drop", Optional.of(Pii.DROP))),
        section.text("description").orElse(""),
        section.line());
  }

  private static Optional<FieldPosition> position(YamlSection section) {
    Optional<String> text = section.text("at");
    Matcher position = POSITION.matcher(text.orElse(""));
    if (text.isEmpty() || !position.matches()) {
      text.ifPresent(unused -> section.problem("at", NO_POSITION));
      return Optional.empty();
    }
    int first = Integer.parseInt(position.group(1));
    int last = position.group(2) == null ? first : Integer.parseInt(position.group(2));
    if (first < 1 || last < first) {
      section.problem("at", NO_POSITION);
      return Optional.empty();
    }
    return Optional.of(new FieldPosition(first, last));
  }

  private static NumberForm numbers(YamlSection section) {
    List<NumberForm> read = new ArrayList<>();
    section.section(
        "number",
        number ->
            read.add(
                new NumberForm(
                    number.character("decimal", '.'),
                    number.character("group", NumberForm.NO_GROUPS),
                    number.choice("forms", false, Map.of("plain", false, "any", true)))));
    return read.isEmpty() ? NumberForm.PLAIN : read.get(0);
  }

  /** Columns that a select gives: name, type and description. */
  static List<ColumnSpec> selected(YamlSection section) {
    List<ColumnSpec> columns = new ArrayList<>();
    section.section(
        "columns",
        named -> {
          for (String name : named.names()) {
            named.section(
                name,
                column ->
                    columns.add(
                        ColumnSpec.ofSelect(
                            name,
                            type(column),
                            column.text("description").orElse(""),
                            column.line())));
          }
        });
    return columns;
  }

  /** The type that a column says it has. */
  static ColumnType type(YamlSection section) {
    Kind kind =
        section.required("type").isEmpty()
            ? Kind.STRING
            : section.choice("type", Kind.STRING, kinds());
    OptionalInt maxLength = section.wholeNumber("max_length");
    OptionalInt precision = section.wholeNumber("precision");
    OptionalInt scale = section.wholeNumber("scale");
    if (maxLength.isPresent() && kind != Kind.STRING && kind != Kind.ARRAY) {
      section.problem("max_length", "max_length goes with type string or array only.");
    }
    if (precision.isPresent() != (kind == Kind.DECIMAL)) {
      section.problem("type", "precision goes with type decimal, and decimal needs it.");
    }
    return switch (kind) {
      case STRING -> ColumnType.string(maxLength.orElse(ColumnType.DEFAULT_MAX_LENGTH));
      case ARRAY -> ColumnType.array(maxLength.orElse(ColumnType.DEFAULT_MAX_LENGTH));
      case DECIMAL -> decimal(precision.orElse(38), scale.orElse(0), section);
      case INTEGER, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, UUID -> ColumnType.of(kind);
    };
  }

  private static Map<String, Kind> kinds() {
    Map<String, Kind> kinds = YamlSection.words(Kind.class);
    kinds.values().remove(Kind.UUID);
    return kinds;
  }

  private static ColumnType decimal(int precision, int scale, YamlSection section) {
    if (precision < 1 || precision > 38 || scale > precision) {
      section.problem(
          "precision", "a decimal takes 1 to 38 digits, and scale is at most precision.");
      return ColumnType.decimal(38, 0);
    }
    return ColumnType.decimal(precision, scale);
  }

  private static Map<String, Severity> severities(YamlSection section) {
    Map<String, Severity> words = YamlSection.words(Severity.class);
    Map<String, Severity> severities = new LinkedHashMap<>();
    if (section.isMapping("on_invalid")) {
      section.section(
          "on_invalid",
          rules -> {
            for (String rule :
                new String[] {
                  "type", "parse", "required", "min", "max", "pattern", "one_of", "max_length"
                }) {
              rules
                  .text(rule)
                  .ifPresent(
                      word -> severities.put(rule, rules.choice(rule, Severity.QUARANTINE, words)));
            }
          });
    } else if (section.text("on_invalid").isPresent()) {
      severities.put(ColumnSpec.ANY_RULE, section.choice("on_invalid", Severity.QUARANTINE, words));
    }
    return severities;
  }
}
