package io.loadstar.error;

import java.util.List;

/** Messages about JSON files of a batch. Exit code 1. */
public final class JsonErrors {
  private static final String KEPT = " Nothing was published.";

  private JsonErrors() {}

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

  public static LoaderException oneObject(String source, String file) {
    return error(
        source
            + ": "
            + file
            + " starts with a JSON object where one array was expected. Set"
            + " 'format: {type: json, layout: lines}' if it holds one record a line, or 'records:"
            + " <name>' if the array is in the object."
            + KEPT);
  }

  public static LoaderException notLines(String source, String file) {
    return error(
        source
            + ": "
            + file
            + " starts with a JSON array where one record a line was expected."
            + " Set 'format: {type: json, layout: array}'."
            + KEPT);
  }

  public static LoaderException cut(String file, long line, long offset) {
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

  public static LoaderException broken(
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

  public static LoaderException tooLong(String file, long line, long offset) {
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

  public static LoaderException textAfter(String file, long line, long offset) {
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

  private static String place(String file, long line, long offset) {
    return file + (line > 0 ? ", line " + line : ", byte " + offset);
  }

  private static LoaderException error(String message) {
    return LoaderException.ofInput(message, null);
  }
}
