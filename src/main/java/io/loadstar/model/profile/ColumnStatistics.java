package io.loadstar.model.profile;

import java.util.List;

/**
 * What a column holds.
 *
 * @param type word of the spec, with its format if it has one
 * @param withoutValue records that have none
 * @param misfits values that are not of the type
 * @param different how many values there are
 * @param isExact whether {@code different} was counted; else it is within 2 of 100
 * @param uniqueFiles in how many files each record has another value
 * @param shortest length in characters
 * @param least of numbers and times by what they mean, of texts by their characters; empty if there
 *     is no value
 * @param common the most frequent values, the most frequent first
 * @param patterns of the values, the most frequent first: {@code A} and {@code a} for letters,
 *     {@code 9} for digits, {@code +} for more of the same
 * @param histogram from the least number or time to the greatest; empty for other types
 */
public record ColumnStatistics(
    String name,
    String type,
    long records,
    long withoutValue,
    long misfits,
    long different,
    boolean isExact,
    long uniqueFiles,
    int shortest,
    int longest,
    String least,
    String greatest,
    List<Frequency> common,
    List<Frequency> patterns,
    List<Bar> histogram) {

  /**
   * How often something occurs.
   *
   * @param isExact whether it was counted; else it may occur a little more rarely
   */
  public record Frequency(String value, long records, boolean isExact) {}

  /** Records between two values; the first is in it, the second only in the last bar. */
  public record Bar(String from, String to, long records) {}

  /** Whether each record of all files has another value. */
  public boolean isUnique() {
    return records > 0 && withoutValue == 0 && different == records;
  }
}
