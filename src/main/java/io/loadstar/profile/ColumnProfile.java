package io.loadstar.profile;

import io.loadstar.model.ColumnType.Kind;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds in a sample.
 *
 * @param rows records of the sample
 * @param nulls how many have no value
 * @param values how often each value occurs
 * @param distinct how many different values there are
 * @param shortest length of the shortest value in characters
 */
public record ColumnProfile(
    String name,
    long rows,
    long nulls,
    Map<String, Long> values,
    long distinct,
    int shortest,
    int longest,
    TypeGuess type) {
  /** Profiles the values of a column; null is no value. */
  public static ColumnProfile of(String name, List<@Nullable String> all) {
    Map<String, Long> values = new HashMap<>();
    long nulls = 0;
    int shortest = Integer.MAX_VALUE;
    int longest = 0;
    for (String value : all) {
      if (value == null) {
        nulls++;
        continue;
      }
      int length = value.codePointCount(0, value.length());
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
      values.merge(value, 1L, Long::sum);
    }
    return new ColumnProfile(
        name,
        all.size(),
        nulls,
        values,
        values.size(),
        longest == 0 ? 0 : shortest,
        longest,
        type(name, values));
  }

  /** The same, if these values are none. */
  ColumnProfile without(Set<String> none) {
    if (none.stream().noneMatch(values::containsKey)) {
      return this;
    }
    Map<String, Long> left = new HashMap<>(values);
    long gone = 0;
    for (String value : none) {
      Long times = left.remove(value);
      gone += times == null ? 0 : times;
    }
    return new ColumnProfile(name, rows, nulls + gone, left, left.size(), shortest, longest, type);
  }

  /** The same, being of another type. */
  ColumnProfile as(TypeGuess other) {
    return new ColumnProfile(name, rows, nulls, values, distinct, shortest, longest, other);
  }

  /** What tells things apart is a text once a single value is no number. */
  private static TypeGuess type(String name, Map<String, Long> values) {
    TypeGuess type = TypeGuess.of(values);
    Optional<TypeGuess> epoch = TimeGuess.sinceEpoch(name, type, values.keySet());
    if (epoch.isPresent()) {
      return epoch.get();
    }
    return type.misfitCount() > 0 && StarGuess.isKeyLike(name) ? TypeGuess.text() : type;
  }

  /** Whether each record has another value. */
  public boolean isUnique() {
    return rows > 0 && nulls == 0 && distinct == rows;
  }

  boolean isTime() {
    return type.kind() == Kind.DATE || type.kind() == Kind.TIMESTAMP;
  }

  public boolean isAlwaysThere() {
    return rows > 0 && nulls == 0 && type.nulls().isEmpty();
  }

  /** The commonest values, the most frequent first. */
  public List<String> commonest(int most) {
    return values.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue())
                .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Share of the different values that another column has, too. */
  public double shareIn(ColumnProfile other) {
    Set<String> known = other.values().keySet();
    long there = values.keySet().stream().filter(known::contains).count();
    return values.isEmpty() ? 0 : (double) there / values.size();
  }
}
