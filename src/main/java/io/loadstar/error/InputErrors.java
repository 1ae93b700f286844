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

  public static LoaderException wrongDelimiter(String source, String file, char found, char spec) {
    String name = found == '\t' ? "\\t" : String.valueOf(found);
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

  public static LoaderException utf16(String source, String file) {
    return error(source + ": " + file + " is UTF-16. Convert it to UTF-8 and load again." + KEPT);
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

  /** A JSON record with a field that the spec does not know. */
  public static LoaderException extraField(String file, long line, long offset, String problem) {
    return error(
        place(file, line, offset)
            + ": "
            + problem
            + ". Add it under 'columns', or set 'extra_columns: ignore' on the source, or"
            + " 'extra_columns: quarantine' to keep out only such records."
            + KEPT);
  }

  /** JSON fields that no record has. */
  public static LoaderException absentFields(String source, String files, List<String> fields) {
    String names = String.join("', '", fields);
    return error(
        source
            + ": no record of "
            + files
            + " has a field '"
            + names
            + "'. If it was renamed, set 'from: <name in the file>' on the column; if files may lack"
            + " it, set 'missing: allow'."
            + KEPT);
  }

  /** A file that is one object around its records. */
  public static LoaderException wrappedRecords(String source, String file, String name) {
    return error(
        source
            + ": "
            + file
            + " is no list of records but a JSON object with an array '"
            + name
            + "' in it. If the records are there, set 'format: {type: json, records: "
            + name
            + "}' on the source."
            + KEPT);
  }

  /** A path to an array that a file does not have. */
  public static LoaderException noSuchArray(
      String file, String path, String missing, List<String> found) {
    return error(
        file
            + " has no '"
            + missing
            + "' on the way to its records ('records: "
            + path
            + "'); there it has: "
            + (found.isEmpty() ? "nothing" : String.join(", ", found))
            + ". Mend the path, or the file."
            + KEPT);
  }

  private static String place(String file, long line, long offset) {
    return file + (line > 0 ? ", line " + line : ", byte " + offset);
  }

  public static LoaderException jsonObject(String source, String file) {
    return error(
        source
            + ": "
            + file
            + " starts with a JSON object where one array was expected. Set"
            + " 'format: {type: json, layout: lines}' if it holds one record a line, or 'records:"
            + " <name>' if the array is in the object."
            + KEPT);
  }

  public static LoaderException jsonNotLines(String source, String file) {
    return error(
        source
            + ": "
            + file
            + " starts with a JSON array where one record a line was expected."
            + " Set 'format: {type: json, layout: array}'."
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

  public static LoaderException jsonCut(String file, long line, long offset) {
    return error(
        file
            + " ends at byte "
            + offset
            + " in the middle of its JSON (the record that"
            + " starts on line "
            + line
            + " is the last one begun). The file is cut: fetch it"
            + " again."
            + KEPT);
  }

  public static LoaderException jsonBroken(
      String file, long line, long offset, char expected, char found) {
    return error(
        file
            + ", line "
            + line
            + " (byte "
            + offset
            + "): expected '"
            + expected
            + "', found '"
            + found
            + "'. The JSON is broken there: mend or fetch the file again."
            + KEPT);
  }

  public static LoaderException jsonTooLong(String file, long line, long offset) {
    return error(
        file
            + ", line "
            + line
            + " (byte "
            + offset
            + "): a JSON record is longer than 16 MiB."
            + " A bracket or quote before it may be open: mend the file."
            + KEPT);
  }

  public static LoaderException textAfterJson(String file, long line, long offset) {
    return error(
        file
            + ", line "
            + line
            + " (byte "
            + offset
            + "): text follows the end of the JSON."
            + " Mend the file; several arrays in one file are not read."
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

  public static LoaderException notReadable(String file, Exception cause) {
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return error(file + " cannot be read: " + reason + ". Check its rights and the disk." + KEPT);
  }

  private static LoaderException error(String message) {
    return new LoaderException(ExitCode.BATCH_FAILED, message);
  }
}
