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

  /** The file formats a source may have. */
  public enum Kind {
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

  public static FormatSpec of(Kind kind) {
    return new FormatSpec(kind, true, ',', '"', '"', "UTF-8", true, Layout.AUTO, List.of(""));
  }
}
