package io.loadstar.profile.statistics;

import org.jspecify.annotations.Nullable;

/** The least and the greatest of the values of a column. */
final class Range {
  private @Nullable String least;
  private @Nullable String greatest;
  private double lowest;
  private double highest;

  /** A value with its place on a line. */
  void add(double point, String value) {
    if (least == null || point < lowest) {
      least = value;
      lowest = point;
    }
    if (greatest == null || point > highest) {
      greatest = value;
      highest = point;
    }
  }

  /** A text. */
  void add(String value) {
    if (least == null || value.compareTo(least) < 0) {
      least = value;
    }
    if (greatest == null || value.compareTo(greatest) > 0) {
      greatest = value;
    }
  }

  /** Empty if there was no value. */
  String least() {
    return least == null ? "" : least;
  }

  String greatest() {
    return greatest == null ? "" : greatest;
  }
}
