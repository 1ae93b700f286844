package io.loadstar.testcase;

import java.util.List;

/**
 * How a table or query differs from what is expected.
 *
 * @param missing rows that are not there
 * @param unexpected rows that should not be there
 */
public record Difference(String table, List<String> missing, List<String> unexpected) {
  /** Of what is expected and what there is. */
  public static Difference of(String table, CsvRows expected, CsvRows actual) {
    return expected.difference(table, actual);
  }

  public boolean isNone() {
    return missing.isEmpty() && unexpected.isEmpty();
  }
}
