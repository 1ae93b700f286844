package io.loadstar.generate;

import io.loadstar.model.star.FactTable.Moment;

/**
 * How SQL writes the bounds of versions, and those of the facts that belong to them.
 *
 * @param isByTime whether versions begin at a time, and not on a date
 */
record VersionPeriod(boolean isByTime) {
  /** Where a version begins that nobody knows the beginning of. */
  public String begin() {
    return isByTime ? "timestamp '0001-01-01 00:00:00'" : "date '0001-01-01'";
  }

  /** Where a version ends that is open. */
  public String end() {
    return isByTime ? "timestamp '9999-12-31 00:00:00'" : "date '9999-12-31'";
  }

  public String factsBegin() {
    return isByTime ? begin() : "0";
  }

  public String factsEnd() {
    return isByTime ? "timestamp '9999-12-31 23:59:59.999999'" : "99999999";
  }

  /** A bound of versions as one of facts. */
  public String ofFacts(String bound) {
    return isByTime ? bound : "cast(to_char(" + bound + ", 'YYYYMMDD') as integer)";
  }

  /** What a row of a fact is compared by. */
  static String of(Moment moment, String relation) {
    String column = relation + "." + moment.column();
    return switch (moment.precision()) {
      case DATE_KEY, TIME -> column;
      case DATE -> "(" + column + " + interval '1 day' - interval '1 second')";
    };
  }
}
