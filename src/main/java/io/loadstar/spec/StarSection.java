package io.loadstar.spec;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.DimensionSpec.Choice;
import io.loadstar.model.DimensionSpec.Versions;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.AcrossBatches;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Measure;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.SourceSpec.Keep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads dimensions and facts. */
final class StarSection {
  private StarSection() {}

  static DimensionSpec dimension(String name, YamlSection section) {
    return new DimensionSpec(
        name,
        section.required("from"),
        section.requiredTexts("natural_key"),
        section.texts("attributes"),
        versions(section),
        section.flag("junk", false),
        choice(section),
        bridges(section),
        outriggers(section),
        unknown(section),
        LayoutSection.ofDimension(name, section),
        section.text("description").orElse(""),
        section.line());
  }

  private static List<DimensionReference> outriggers(YamlSection section) {
    List<DimensionReference> outriggers = new ArrayList<>();
    section.section(
        "outriggers",
        named -> {
          for (String keyColumn : named.names()) {
            named.section(
                keyColumn,
                reference ->
                    outriggers.add(
                        new DimensionReference(
                            keyColumn,
                            reference.required("to"),
                            reference.requiredTexts("by"),
                            Missing.INFER,
                            false,
                            reference.line())));
          }
        });
    return outriggers;
  }

  private static Map<String, String> unknown(YamlSection section) {
    Map<String, String> texts = new LinkedHashMap<>();
    section.section(
        "unknown",
        named ->
            named
                .names()
                .forEach(name -> named.text(name).ifPresent(text -> texts.put(name, text))));
    return texts;
  }

  private static Optional<Choice> choice(YamlSection section) {
    Keep keep = section.choice("keep", Keep.NONE, Keep.class);
    List<String> orderBy = section.texts("order_by");
    if (keep == Keep.NONE && !orderBy.isEmpty()) {
      section.problem("order_by", "'order_by' needs 'keep: first' or 'keep: last'.");
    }
    return keep == Keep.NONE ? Optional.empty() : Optional.of(new Choice(keep, orderBy));
  }

  private static Optional<Versions> versions(YamlSection section) {
    boolean isType2 = section.choice("history", false, Map.of("type1", false, "type2", true));
    Versions versions =
        new Versions(
            section.texts("tracked"),
            section.text("effective"),
            section.choice("absent", false, Map.of("keep", false, "close", true)));
    if (isType2) {
      return Optional.of(versions);
    }
    if (!versions.equals(new Versions(List.of(), Optional.empty(), false))) {
      section.problem(
          "history", "'tracked', 'effective' and 'absent: close' need 'history: type2'.");
    }
    return Optional.empty();
  }

  /** A column, and the zone whose day it belongs to. */
  private record Day(String column, Optional<String> zone) {}

  private static List<Day> days(YamlSection section) {
    List<Day> days = new ArrayList<>();
    if (section.isMapping("date")) {
      section.section(
          "date", date -> days.add(new Day(date.required("column"), date.text("zone"))));
    }
    return days;
  }

  static FactSpec fact(String name, YamlSection section) {
    List<Day> dates = days(section);
    return new FactSpec(
        name,
        section.required("from"),
        section.requiredTexts("grain"),
        section.texts("nullable"),
        dates.isEmpty() ? section.required("date") : dates.get(0).column(),
        dates.stream().flatMap(day -> day.zone().stream()).findFirst(),
        references(section),
        section.texts("degenerate"),
        measures(section),
        bridges(section),
        section.choice("across_batches", AcrossBatches.LATEST, AcrossBatches.class),
        section.choice("repeats", false, Map.of("keep", true, "quarantine", false)),
        LayoutSection.ofFact(section),
        section.text("description").orElse(""),
        section.line());
  }

  private static List<DimensionReference> references(YamlSection section) {
    List<DimensionReference> references = new ArrayList<>();
    section.section(
        "dimensions",
        named -> {
          for (String keyColumn : named.names()) {
            named.section(
                keyColumn,
                reference ->
                    references.add(
                        new DimensionReference(
                            keyColumn,
                            reference.required("to"),
                            reference.requiredTexts("by"),
                            reference.choice("missing", Missing.QUARANTINE, Missing.class),
                            reference.choice("replay", false, Map.of("when_member_arrives", true)),
                            reference.line())));
          }
        });
    return references;
  }

  private static List<BridgeSpec> bridges(YamlSection section) {
    String from = section.text("from").orElse("");
    List<BridgeSpec> bridges = new ArrayList<>();
    section.section(
        "bridge",
        named -> {
          for (String name : named.names()) {
            named.section(
                name,
                bridge ->
                    bridges.add(
                        new BridgeSpec(
                            name,
                            from,
                            bridge.required("array"),
                            bridge.required("element"),
                            bridge.text("description").orElse(""),
                            bridge.line())));
          }
        });
    return bridges;
  }

  private static Measure described(String name, YamlSection section) {
    String unit = section.text("unit").map(text -> " (" + text + ")").orElse("");
    return new Measure(
        name,
        section.required("sql"),
        section.text("description").orElse("") + unit,
        section.line());
  }

  private static List<Measure> measures(YamlSection section) {
    List<Measure> measures = new ArrayList<>();
    section.section(
        "measures",
        named -> {
          for (String name : named.names()) {
            if (named.isMapping(name)) {
              named.section(name, one -> measures.add(described(name, one)));
            } else {
              measures.add(new Measure(name, named.required(name), "", named.line(name)));
            }
          }
        });
    return measures;
  }
}
