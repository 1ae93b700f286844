package io.loadstar.model;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How a source's files are written.
 *
 * @param multiLine whether a quoted CSV field may hold line breaks; if not, large files are split
 * @param layout how JSON records follow one another
 * @param records names that lead to the array of records in a JSON object, by dots; empty if the
 *     file holds nothing but records
 * @param oddities what CSV files may have besides
 * @param delimiter what stands between two fields, one or several characters
 * @param positions of fields of fixed width, which need no delimiter; empty for others
 * @param nulls texts that mean "no value"
 */
public record FormatSpec(
    Kind kind,
    boolean header,
    String delimiter,
    char quote,
    char escape,
    String encoding,
    boolean multiLine,
    Layout layout,
    String records,
    CsvOddities oddities,
    List<FieldPosition> positions,
    List<String> nulls)
    implements Serializable {

  /** In place of the quote of files that have none: no byte is this character. */
  public static final char NO_QUOTE = '\uFFFF';

  private static final Pattern PACKED = Pattern.compile("\\.(gz|bz2|zst|zip)$");

  /** The file formats a source may have; AUTO: each file's ending decides. */
  public enum Kind {
    AUTO,
    CSV,
    JSON,
    PARQUET
  }

  /**
   * How JSON records follow one another. AUTO: an array if the file starts with '[', lines if the
   * first line is one JSON object, else objects, on as many lines as they like.
   */
  public enum Layout {
    AUTO,
    LINES,
    ARRAY,
    OBJECTS
  }

  /** The kind of a file of this name. */
  public Kind kindOf(String file) {
    if (kind != Kind.AUTO) {
      return kind;
    }
    if (PACKED.matcher(file).find()) {
      return kindOf(PACKED.matcher(file).replaceFirst(""));
    }
    if (file.endsWith(".parquet")) {
      return Kind.PARQUET;
    }
    boolean isJson = file.endsWith(".json") || file.endsWith(".jsonl") || file.endsWith(".ndjson");
    return isJson ? Kind.JSON : Kind.CSV;
  }

  public FormatSpec as(Kind other) {
    return new FormatSpec(
        other, header, delimiter, quote, escape, encoding, multiLine, layout, records, oddities,
        positions, nulls);
  }

  /** The same, its records being in an array of an object. */
  public FormatSpec withRecords(String path) {
    return new FormatSpec(
        kind, header, delimiter, quote, escape, encoding, multiLine, layout, path, oddities,
        positions, nulls);
  }

  /** The same of a CSV record by itself: nothing comes before or behind it. */
  public FormatSpec ofOneRecord() {
    return new FormatSpec(
        Kind.CSV,
        header,
        delimiter,
        quote,
        escape,
        encoding,
        multiLine,
        layout,
        records,
        oddities.ofOneRecord(),
        positions,
        nulls);
  }

  public boolean isFixedWidth() {
    return !positions.isEmpty();
  }

  /** The same, as this file is written. */
  public FormatSpec written(String otherDelimiter, String otherEncoding) {
    return new FormatSpec(
        kind,
        header,
        otherDelimiter,
        quote,
        escape,
        otherEncoding,
        multiLine,
        layout,
        records,
        oddities,
        positions,
        nulls);
  }

  public static FormatSpec of(Kind kind) {
    return new FormatSpec(
        kind,
        true,
        ",",
        '"',
        '"',
        "UTF-8",
        true,
        Layout.AUTO,
        "",
        CsvOddities.NOTHING,
        List.of(),
        List.of(""));
  }
}
