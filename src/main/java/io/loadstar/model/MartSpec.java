package io.loadstar.model;

import java.util.List;

/**
 * A mart: what a select over the star gives, kept as a table and refreshed for the dates or the
 * keys that a publication changes.
 *
 * @param grain columns that tell its rows apart
 * @param refresh which rows are made anew together
 * @param sql the select, as a person can run it, with the spec's values of its variables
 */
public record MartSpec(
    String name,
    List<String> grain,
    Refresh refresh,
    List<MartColumn> columns,
    String sql,
    String description,
    int line) {

  /** A column of a mart's table. */
  public record MartColumn(String name, ColumnType type, String description, int line) {}

  /** Which rows are made anew together, and when. */
  public sealed interface Refresh permits ByDate, ByKey {
    /** Rows of one value are made anew together. */
    String column();
  }

  /**
   * Rows of a date, once facts change that they depend on.
   *
   * @param column a key of the calendar
   * @param reach which dates' facts a row depends on
   */
  public record ByDate(String column, Reach reach) implements Refresh {}

  /** Rows of a key, once rows of it change in a mart that is refreshed by date. */
  public record ByKey(String column) implements Refresh {}

  /** Which dates' facts a row depends on. */
  public sealed interface Reach permits Days, Month {}

  /** Facts of the row's date, and of so many days before and after it. */
  public record Days(int before, int after) implements Reach {}

  /** Facts of the month whose first day is the row's date. */
  public record Month() implements Reach {}
}
