package io.loadstar.explain;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * Why an operation moves or sorts rows. A window or a join is recognised by the column that it
 * computes or compares; an aggregate, and a join without such a column, by the operation.
 *
 * @param byColumn cause by the start of a column's name
 * @param ofAggregates what is grouped
 * @param ofJoins what the rows are joined with
 */
public record Causes(Map<String, String> byColumn, String ofAggregates, String ofJoins) {
  Optional<String> ofColumn(String name) {
    return byColumn.entrySet().stream()
        .filter(entry -> name.startsWith(entry.getKey()))
        // One name may be the start of another: course and course_key.
        .max(Comparator.comparingInt(entry -> entry.getKey().length()))
        .map(Map.Entry::getValue);
  }
}
