package io.loadstar.model;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a project says of the calendar that all areas share.
 *
 * @param fiscalFirstMonth first month of a fiscal year, 1 to 12
 * @param years that the calendar has in any case
 * @param holidays their names by date
 * @param fingerprint SHA-256 of the text that says so; empty if none does
 */
public record CalendarSpec(
    int fiscalFirstMonth,
    Optional<Years> years,
    Map<LocalDate, String> holidays,
    String fingerprint) {
  /** Without a word: the fiscal year is the calendar's, and no day is a holiday. */
  public static final CalendarSpec USUAL = new CalendarSpec(1, Optional.empty(), Map.of(), "");

  /** From the first to the last of them. */
  public record Years(int first, int last) {}
}
