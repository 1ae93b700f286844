package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.Severity;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.ExtraColumns;
import io.loadstar.model.SourceSpec.Keep;
import io.loadstar.model.SourceSpec.Late;
import io.loadstar.model.SourceSpec.RowRule;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SourceSpec.Then;
import io.loadstar.model.SourceSpec.Threshold;
import io.loadstar.model.SourceSpec.Unique;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one source. */
final class SourceSection {
  private static final String USUALLY_LATE = "3m";
  private static final Pattern TIME = Pattern.compile("\\d{1,6}[smh]");
  private static final Pattern LIMIT = Pattern.compile("(\\d+(?:\\.\\d+)?)(%?)");

  private SourceSection() {}

  static SourceSpec read(String name, YamlSection section) {
    List<ColumnSpec> columns = columns(section);
    return new SourceSpec(
        name,
        section.required("path"),
        FormatSection.read(section, columns),
        columns,
        condition(section, "where"),
        rules(section),
        unique(section),
        section.choice("duplicates", false, Map.of("drop", true, "keep", false)),
        section.choice("delivers", false, Map.of("changes", true, "snapshot", false)),
        section.text("sequence"),
        condition(section, "deletes"),
        late(section),
        references(section),
        threshold(section),
        section.choice("empty", false, Map.of("allow", true, "fail", false)),
        section.choice("extra_columns", ExtraColumns.REFUSE, ExtraColumns.class),
        section.text("description").orElse(""),
        section.line());
  }

  private static Optional<RowRule> condition(YamlSection section, String word) {
    return section
        .text(word)
        .map(check -> new RowRule(word, check, Severity.QUARANTINE, section.line(word)));
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
                    List.of(),
                    unique.choice("keep", Keep.NONE, Keep.class),
                    unique.texts("order_by"),
                    unique.line())));
    return read.stream().findFirst();
  }

  private static Optional<Late> late(YamlSection section) {
    List<Late> read = new ArrayList<>();
    section.section(
        "late",
        late -> {
          String after = late.text("after").orElse(USUALLY_LATE);
          if (!TIME.matcher(after).matches()) {
            late.problem(
                "after", "'" + after + "' is no time: write a number and s, m or h, such as 3m.");
            return;
          }
          read.add(
              new Late(
                  late.required("by"),
                  Duration.parse("PT" + after.toUpperCase(Locale.ROOT)),
                  after,
                  late.choice("then", Then.TAKE, Then.class),
                  late.line()));
        });
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
