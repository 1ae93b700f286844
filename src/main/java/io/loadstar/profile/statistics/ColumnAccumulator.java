package io.loadstar.profile.statistics;

import io.loadstar.model.profile.ColumnStatistics;
import io.loadstar.model.profile.ColumnStatistics.Bar;
import io.loadstar.model.profile.ColumnStatistics.Frequency;
import io.loadstar.profile.TypeGuess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;
import org.jspecify.annotations.Nullable;

/** Takes a column's values one by one; keeps sketches of them, not the values. */
final class ColumnAccumulator {
  private static final int LONGEST_VALUE = 200;

  /** Up to three quarters of it are counted exactly. */
  private static final int FREQUENT = 4096;

  private static final int COMMON = 5;
  private static final int PATTERNS = 3;
  private static final int BARS = 20;

  private final String name;
  private final TypeGuess type;
  private final Measure measure;
  private final DistinctValues distinct = new DistinctValues();
  private final ItemsSketch<String> frequent = new ItemsSketch<>(FREQUENT);
  private final ItemsSketch<String> patterns = new ItemsSketch<>(FREQUENT);
  private final KllDoublesSketch points = KllDoublesSketch.newHeapInstance();
  private final Range range = new Range();
  private long withValue;
  private long withLetters;
  private long misfits;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  ColumnAccumulator(String name, TypeGuess type) {
    this.name = name;
    this.type = type;
    this.measure = new Measure(type);
  }

  DistinctValues distinct() {
    return distinct;
  }

  /** Whether most values have letters. */
  boolean hasLetters() {
    return withLetters * 2 > withValue;
  }

  void add(@Nullable String value) {
    if (value == null || type.nulls().contains(value)) {
      return;
    }
    withValue++;
    int length = value.codePointCount(0, value.length());
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    distinct.add(value);
    String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    frequent.update(shown);
    patterns.update(ValuePattern.of(shown));
    withLetters += shown.chars().anyMatch(Character::isLetter) ? 1 : 0;
    place(value, shown);
  }

  private void place(String value, String shown) {
    if (!measure.isMeasurable()) {
      misfits += type.fits(value) ? 0 : 1;
      range.add(shown);
      return;
    }
    OptionalDouble point = measure.of(value);
    if (point.isEmpty()) {
      misfits++;
    } else {
      points.update(point.getAsDouble());
      range.add(point.getAsDouble(), shown);
    }
  }

  /**
   * What was seen.
   *
   * @param records of all files, also those without a value
   */
  ColumnStatistics statistics(long records) {
    return new ColumnStatistics(
        name,
        word(),
        records,
        records - withValue,
        misfits,
        distinct.count(),
        distinct.isExact(),
        distinct.uniqueFiles(),
        withValue == 0 ? 0 : shortest,
        longest,
        range.least(),
        range.greatest(),
        commonest(frequent, COMMON),
        commonest(patterns, PATTERNS),
        histogram());
  }

  private String word() {
    String word = type.kind().name().toLowerCase(Locale.ROOT);
    return word + type.format().map(format -> " " + format).orElse("");
  }

  private static List<Frequency> commonest(ItemsSketch<String> sketch, int most) {
    boolean isExact = sketch.getMaximumError() == 0;
    List<Frequency> all = new ArrayList<>();
    for (ItemsSketch.Row<String> row : sketch.getFrequentItems(ErrorType.NO_FALSE_POSITIVES)) {
      all.add(new Frequency(row.getItem(), row.getEstimate(), isExact));
    }
    return all.stream()
        .sorted(
            Comparator.comparing(Frequency::records, Comparator.reverseOrder())
                .thenComparing(Frequency::value))
        .limit(most)
        .toList();
  }

  private List<Bar> histogram() {
    if (points.isEmpty()) {
      return List.of();
    }
    double from = points.getMinItem();
    double to = points.getMaxItem();
    double[] splits = new double[BARS - 1];
    for (int i = 0; i < splits.length; i++) {
      splits[i] = from + (to - from) * (i + 1) / BARS;
    }
    // Doubles may lie so close that nothing is between them.
    if (Arrays.stream(splits).distinct().count() < splits.length || splits[0] == from) {
      return List.of(new Bar(measure.text(from), measure.text(to), points.getN()));
    }
    double[] shares = points.getPMF(splits, QuantileSearchCriteria.EXCLUSIVE);
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < BARS; i++) {
      bars.add(
          new Bar(
              measure.text(i == 0 ? from : splits[i - 1]),
              measure.text(i == BARS - 1 ? to : splits[i]),
              Math.round(shares[i] * points.getN())));
    }
    return bars;
  }
}
