package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.CsvOddities;
import io.loadstar.model.FormatSpec;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.ExtraColumns;
import io.loadstar.model.SourceSpec.Keep;
import io.loadstar.model.SourceSpec.RowRule;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SourceSpec.Threshold;
import io.loadstar.model.SourceSpec.Unique;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one source. */
final class SourceSection {
  private static final Pattern LIMIT = Pattern.compile("(\\d+(?:\\.\\d+)?)(%?)");

  private SourceSection() {}

  static SourceSpec read(String name, YamlSection section) {
    return new SourceSpec(
        name,
        section.required("path"),
        format(section),
        columns(section),
        section
            .text("where")
            .map(check -> new RowRule("where", check, Severity.QUARANTINE, section.line("where"))),
        rules(section),
        unique(section),
        section.choice("duplicates", false, Map.of("drop", true, "keep", false)),
        section.choice("delivers", false, Map.of("changes", true, "snapshot", false)),
        references(section),
        threshold(section),
        section.choice("empty", false, Map.of("allow", true, "fail", false)),
        section.choice("extra_columns", ExtraColumns.REFUSE, ExtraColumns.class),
        section.text("description").orElse(""),
        section.line());
  }

  private static FormatSpec format(YamlSection section) {
    List<FormatSpec> read = new ArrayList<>();
    section.section("format", format -> read.add(described(format)));
    return read.isEmpty() ? FormatSpec.of(FormatSpec.Kind.AUTO) : read.get(0);
  }

  private static FormatSpec described(YamlSection section) {
    FormatSpec.Kind kind = section.choice("type", FormatSpec.Kind.AUTO, FormatSpec.Kind.class);
    FormatSpec usual = FormatSpec.of(kind);
    List<String> nulls = section.texts("nulls");
    return switch (kind) {
      case AUTO, CSV ->
          new FormatSpec(
              kind,
              section.flag("header", true),
              section.character("delimiter", ','),
              quote(section),
              section.character("escape", quote(section)),
              section.text("encoding").orElse(usual.encoding()),
              section.flag("multi_line", true),
              kind == FormatSpec.Kind.CSV ? usual.layout() : layout(section),
              kind == FormatSpec.Kind.CSV ? "" : section.text("records").orElse(""),
              oddities(section),
              nulls.isEmpty() ? usual.nulls() : nulls);
      case JSON ->
          new FormatSpec(
              kind,
              usual.header(),
              usual.delimiter(),
              usual.quote(),
              usual.escape(),
              usual.encoding(),
              usual.multiLine(),
              layout(section),
              section.text("records").orElse(""),
              usual.oddities(),
              nulls.isEmpty() ? usual.nulls() : nulls);
      case PARQUET -> usual;
    };
  }

  private static char quote(YamlSection section) {
    return section.text("quote").filter("none"::equals).isPresent()
        ? FormatSpec.NO_QUOTE
        : section.character("quote", '"');
  }

  private static CsvOddities oddities(YamlSection section) {
    Map<String, Boolean> words = Map.of("allow", true, "fail", false);
    return new CsvOddities(
        section.wholeNumber("skip_lines").orElse(0),
        section.character("comment", CsvOddities.NONE),
        section.choice("short_rows", false, words),
        section.choice("trailing_delimiter", false, words));
  }

  private static FormatSpec.Layout layout(YamlSection section) {
    return section.choice("layout", FormatSpec.Layout.AUTO, FormatSpec.Layout.class);
  }

  private static List<ColumnSpec> columns(YamlSection section) {
    List<ColumnSpec> columns = new ArrayList<>();
    section.section(
        "columns",
        named -> {
          for (String name : named.names()) {
            named.section(name, column -> columns.add(ColumnSection.read(name, column)));
          }
        });
    if (columns.isEmpty()) {
      section.problem("columns", "a source needs at least one column under 'columns'.");
    }
    return columns;
  }

  private static List<RowRule> rules(YamlSection section) {
    List<RowRule> rules = new ArrayList<>();
    section.section(
        "rules",
        named -> {
          for (String name : named.names()) {
            named.section(
                name,
                rule ->
                    rules.add(
                        new RowRule(
                            name, rule.required("check"), rowSeverity(rule), rule.line("check"))));
          }
        });
    return rules;
  }

  private static Severity rowSeverity(YamlSection rule) {
    return rule.choice(
        "on_invalid",
        Severity.QUARANTINE,
        Map.of("quarantine", Severity.QUARANTINE, "warn", Severity.WARN, "fail", Severity.FAIL));
  }

  private static Optional<Unique> unique(YamlSection section) {
    List<Unique> read = new ArrayList<>();
    section.section(
        "unique",
        unique ->
            read.add(
                new Unique(
                    unique.requiredTexts("key"),
                    unique.choice("keep", Keep.NONE, Keep.class),
                    unique.texts("order_by"),
                    unique.line())));
    return read.stream().findFirst();
  }

  private static List<SourceReference> references(YamlSection section) {
    List<SourceReference> references = new ArrayList<>();
    section.section(
        "references",
        named -> {
          for (String name : named.names()) {
            named.section(
                name,
                reference ->
                    references.add(
                        new SourceReference(
                            name,
                            reference.requiredTexts("columns"),
                            reference.required("to"),
                            reference.requiredTexts("key"),
                            reference.line())));
          }
        });
    return references;
  }

  private static Optional<Threshold> threshold(YamlSection section) {
    List<Threshold> read = new ArrayList<>();
    section.section(
        "quarantine",
        quarantine -> {
          String text = quarantine.required("at_most");
          Matcher limit = LIMIT.matcher(text);
          if (limit.matches()) {
            boolean isShare = !limit.group(2).isEmpty();
            double number = Double.parseDouble(limit.group(1));
            read.add(new Threshold(isShare ? number / 100 : number, isShare, text));
          } else if (!text.isEmpty()) {
            quarantine.problem(
                "at_most", "'" + text + "' is neither a share (5%) nor a number of records (20).");
          }
        });
    return read.stream().findFirst();
  }
}
