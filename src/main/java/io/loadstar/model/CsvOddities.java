package io.loadstar.model;

import java.io.Serializable;

/**
 * What CSV files have that RFC 4180 does not know, as far as the spec allows it.
 *
 * @param skippedLines lines before the header, such as titles
 * @param footerLines lines behind the last record, such as totals
 * @param comment first character of lines that are no records, {@link #NONE} if there are none
 * @param shortRows whether fields may be missing at the end of a record, which then have no value
 * @param trailingDelimiter whether a delimiter may stand behind the last field
 * @param lineEnd the last character of a line: a line feed, or a carriage return alone
 */
public record CsvOddities(
    int skippedLines,
    int footerLines,
    char comment,
    boolean shortRows,
    boolean trailingDelimiter,
    char lineEnd)
    implements Serializable {
  public static final char NONE = '\0';
  public static final CsvOddities NOTHING = new CsvOddities(0, 0, NONE, false, false, '\n');

  /** The same of a record by itself. */
  CsvOddities ofOneRecord() {
    return new CsvOddities(0, 0, NONE, shortRows, trailingDelimiter, lineEnd);
  }
}
