package io.loadstar.model;

import java.io.Serializable;
import java.util.List;

/**
 * How a source's files are written.
 *
 * @param multiLine whether a quoted CSV field may hold line breaks; if not, large files are split
 * @param layout how JSON records follow one another
 * @param nulls texts that mean "no value"
 */
public record FormatSpec(
    Kind kind,
    boolean header,
    char delimiter,
    char quote,
    char escape,
    String encoding,
    boolean multiLine,
    Layout layout,
    List<String> nulls)
    implements Serializable {

  /** The file formats a source may have; AUTO: each file's ending decides. */
  public enum Kind {
    AUTO,
    CSV,
    JSON,
    PARQUET
  }

  /**
   * How JSON records follow one another. AUTO: an array if the file starts with '[', else lines.
   */
  public enum Layout {
    AUTO,
    LINES,
    ARRAY
  }

  /** The kind of a file of this name. */
  public Kind kindOf(String file) {
    if (kind != Kind.AUTO) {
      return kind;
    }
    if (file.endsWith(".parquet")) {
      return Kind.PARQUET;
    }
    boolean isJson = file.endsWith(".json") || file.endsWith(".jsonl") || file.endsWith(".ndjson");
    return isJson ? Kind.JSON : Kind.CSV;
  }

  FormatSpec as(Kind other) {
    return new FormatSpec(
        other, header, delimiter, quote, escape, encoding, multiLine, layout, nulls);
  }

  public static FormatSpec of(Kind kind) {
    return new FormatSpec(kind, true, ',', '"', '"', "UTF-8", true, Layout.AUTO, List.of(""));
  }
}
