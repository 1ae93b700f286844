package io.loadstar.error;

import java.util.Collection;
import java.util.List;

/** Messages about the files of a batch. Exit code 4 where input is not there yet, else 1. */
public final class InputErrors {
  private static final String KEPT = " Nothing was published.";

  private InputErrors() {}

  public static LoaderException notThere(List<String> missing) {
    return new LoaderException(
        ExitCode.INPUT_NOT_THERE,
        "Input is not there: "
            + String.join("; ", missing)
            + ". Deliver it, or name its folder with --input, and load again."
            + KEPT);
  }

  /** A path whose scheme no jar here brings. */
  public static LoaderException noFileSystem(String path, Exception cause) {
    String scheme = path.replaceFirst(":.*", "://");
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        path
            + " cannot be reached: no jar here knows '"
            + scheme
            + "'. Nothing was read or changed. Put the jars that do into target/lib (hadoop-aws for"
            + " s3a://) and give their settings as -Dspark.hadoop... in LOADSTAR_JAVA_OPTS.",
        cause);
  }

  public static LoaderException noBatchInput(String area, String batchDate) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "The spec of '"
            + area
            + "' names no 'input' folder: say where the files of "
            + batchDate
            + " are with --input DIR.");
  }

  public static LoaderException empty(String source, String file) {
    return error(
        source
            + ": "
            + file
            + " is empty, without even a header. Ask for it again; if it is cut,"
            + " so may be others."
            + KEPT);
  }

  /** A file that somebody writes to while it is loaded. */
  public static LoaderException changed(String source, String file, long before, long now) {
    return error(
        source
            + ": "
            + file
            + " was changed while it was loaded (it had "
            + before
            + " bytes and has "
            + now
            + " now)."
            + KEPT
            + " Load again once it is complete; let who delivers it write under another name and"
            + " rename it at the end.");
  }

  public static LoaderException noRecords(String source, String files) {
    return error(
        source
            + ": "
            + files
            + " holds no records."
            + KEPT
            + " If an empty delivery is normal here, set 'empty: allow' on the source.");
  }

  public static LoaderException wrongDelimiter(
      String source, String file, String found, String spec) {
    String name = found.equals("\t") ? "\\t" : found;
    return error(
        source
            + ": the header of "
            + file
            + " is one column when split at '"
            + spec
            + "', but holds '"
            + name
            + "'. Set 'format: {type: csv, delimiter: \""
            + name
            + "\"}' on the source."
            + KEPT);
  }

  public static LoaderException headerBroken(String source, String file, String problem) {
    return error(
        source
            + ": the header of "
            + file
            + " cannot be read: "
            + problem
            + ". Mend the file's first line."
            + KEPT);
  }

  public static LoaderException utf16(String source, String file, String encoding) {
    return error(
        source
            + ": "
            + file
            + " is UTF-16, which its first bytes tell, and the spec says 'encoding: "
            + encoding
            + "'. Remove that word if all files are so."
            + KEPT);
  }

  /**
   * Two columns of a file that could be one of the spec's.
   *
   * @param names of both, as the file has them
   */
  public static LoaderException duplicateColumn(String source, String file, List<String> names) {
    boolean isSame = names.get(0).equals(names.get(1));
    return error(
        source
            + ": the header of "
            + file
            + " names the column '"
            + names.get(0)
            + (isSame ? "' twice" : "' and again '" + names.get(1) + "'")
            + ", so nobody can tell which is meant. Rename or remove one."
            + KEPT);
  }

  public static LoaderException missingColumns(
      String source, String file, List<String> missing, Collection<String> present) {
    StringBuilder text = new StringBuilder();
    for (String column : missing) {
      text.append(text.isEmpty() ? "" : "; ")
          .append("column '")
          .append(column)
          .append("' is missing.")
          .append(DidYouMean.hint(column, present));
    }
    return error(
        source
            + ": "
            + file
            + ": "
            + text
            + " If it was renamed, set 'from: <name in the file>' on the column, or 'from: [<old>,"
            + " <new>]' if both occur; if files may lack it, set 'missing: allow'."
            + KEPT);
  }

  public static LoaderException extraColumns(String source, String file, List<String> extra) {
    return error(
        source
            + ": "
            + file
            + " has columns that are not in the spec: "
            + String.join(", ", extra)
            + ". Add them under 'columns', or set 'extra_columns: ignore' on the source."
            + KEPT);
  }

  /**
   * A file whose last record lacks its end.
   *
   * @param line where the record starts, 0 if that is not known
   */
  public static LoaderException cut(String file, long line, long offset) {
    return error(
        file
            + " ends in the middle of a record, which starts "
            + (line > 0 ? "on line " + line : "at byte " + offset)
            + ". The file is cut: fetch it again. If it is whole, end its last line with a line"
            + " feed, and the record is quarantined by itself."
            + KEPT);
  }

  public static LoaderException notParquet(String source, String file, String problem) {
    return error(
        source
            + ": "
            + file
            + " cannot be read as Parquet: "
            + problem
            + " Fetch it again, or set the source's format."
            + KEPT);
  }

  /** Files that are none of a source, each with a message of its own. */
  public static LoaderException notOfSource(List<String> messages) {
    return error(String.join("\n", messages));
  }

  public static LoaderException notReadable(String file, Exception cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return error(file + " cannot be read: " + reason + ". Check its rights and the disk." + KEPT);
  }

  private static LoaderException error(String message) {
    return LoaderException.ofInput(message, null);
  }
}
