package io.loadstar.document;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the columns of a star's tables come from, in words. */
record Origins(SubjectArea area) {
  /** Of a dimension's column; empty for what is made for every dimension. */
  String of(DimensionSpec dimension, String column) {
    if (column.equals(dimension.keyColumn()) || column.equals(dimension.durableKeyColumn())) {
      boolean isVersion = dimension.isType2() && column.equals(dimension.keyColumn());
      return "SHA-256 of "
          + String.join(", ", dimension.naturalKey())
          + (isVersion ? " and when the version begins" : "");
    }
    return dimension.outriggers().stream()
        .filter(reference -> reference.keyColumn().equals(column))
        .map(reference -> "row of " + reference.to() + " by " + String.join(", ", reference.by()))
        .findFirst()
        .orElseGet(() -> ofSource(dimension.from(), column));
  }

  /** Of a fact's column. */
  String of(FactSpec fact, String column) {
    for (DimensionReference reference : fact.dimensions()) {
      String key = reference.keyColumn();
      if (column.equals(key) || column.equals(DimensionSpec.durable(key))) {
        return (column.equals(key) ? "row" : "member")
            + " of "
            + reference.to()
            + " by "
            + String.join(", ", reference.by());
      }
    }
    if (column.equals("date_key")) {
      return "day of " + fact.date() + fact.dateZone().map(zone -> " in " + zone).orElse("");
    }
    return fact.measures().stream()
        .filter(measure -> measure.name().equals(column))
        .map(FactSpec.Measure::expression)
        .findFirst()
        .orElseGet(() -> ofSource(fact.from(), column));
  }

  /** Of a bridge's column. */
  String of(BridgeSpec bridge, String column) {
    return column.equals(bridge.element())
        ? "elements of " + bridge.array() + " of " + bridge.from()
        : "";
  }

  private String ofSource(String source, String column) {
    return area.source(source)
        .flatMap(own -> own.column(column).map(found -> ofFile(own, found)))
        .or(
            () ->
                area.relation(source)
                    .filter(view -> view.column(column).isPresent())
                    .map(view -> column + " of " + view.name()))
        .orElse("");
  }

  private static String ofFile(SourceSpec source, ColumnSpec column) {
    String field =
        column.isInNoFile() ? column.from() : "field " + column.from() + " of " + source.name();
    return field + column.parse().map(parse -> ": " + parse).orElse("");
  }

  /** What a column of a source must keep to. */
  static String rules(ColumnSpec column) {
    List<String> rules = new ArrayList<>();
    if (column.required()) {
      rules.add("required");
    }
    add(rules, "at least ", column.min());
    add(rules, "at most ", column.max());
    add(rules, "like ", column.pattern());
    if (!column.oneOf().isEmpty()) {
      rules.add("one of " + String.join(", ", column.oneOf()));
    }
    add(rules, "else ", column.defaultValue());
    column
        .pii()
        .ifPresent(pii -> rules.add("personal: " + pii.name().toLowerCase(java.util.Locale.ROOT)));
    return String.join("; ", rules);
  }

  private static void add(List<String> rules, String words, Optional<String> value) {
    value.ifPresent(text -> rules.add(words + text));
  }
}
