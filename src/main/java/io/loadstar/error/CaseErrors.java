package io.loadstar.error;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Messages about a user's own cases. */
public final class CaseErrors {
  private CaseErrors() {}

  public static LoaderException none(String area) {
    return error(
        "There is no case to test. Make a folder db/"
            + area
            + "/tests/<name>/input/<batch date>/ with small input files, run 'loadstar test "
            + area
            + " --write', and read what it wrote.");
  }

  public static LoaderException unknown(String name, List<String> cases) {
    return error(
        "There is no case '"
            + name
            + "'."
            + DidYouMean.hint(name, cases)
            + " Cases: "
            + String.join(", ", cases)
            + ".");
  }

  public static LoaderException noBatches(String name, Path folder) {
    return error(
        "Case "
            + name
            + " does not say which batches to load: put the files into "
            + folder.resolve("input")
            + "/<batch date>/, or list the dates in "
            + folder.resolve("order.txt")
            + ".");
  }

  public static LoaderException noDate(String text, Path place) {
    return error("'" + text + "' in " + place + " is not a date such as 2025-06-01.");
  }

  public static LoaderException noHeader(Path file) {
    return error(
        file
            + " has no header: its first line names the columns that are compared, each by a name.");
  }

  public static LoaderException otherLength(Path file, int row, int found, int columns) {
    return error(
        file
            + ": row "
            + row
            + " has "
            + Counted.of(found, "field")
            + " and the header "
            + Counted.of(columns, "column")
            + ". Write as many; texts with a comma need quotes.");
  }

  public static LoaderException noSuchTable(Path folder, String name, Collection<String> known) {
    return error(
        folder.resolve("expected").resolve(name + ".csv")
            + ": there is no table or query '"
            + name
            + "'."
            + DidYouMean.hint(name, known)
            + " Known: "
            + String.join(", ", known)
            + ".");
  }

  public static LoaderException noSuchColumn(
      Path folder, String table, String column, Collection<String> known) {
    return error(
        folder.resolve("expected").resolve(table + ".csv")
            + ": "
            + table
            + " has no column '"
            + column
            + "'."
            + DidYouMean.hint(column, known)
            + " It has: "
            + String.join(", ", known)
            + ".");
  }

  public static LoaderException notReadable(Path file, IOException cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be read. Check that it is there, and that you may read it.",
        cause);
  }

  public static LoaderException notWritable(Path file, IOException cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be written. Check that you may write there.",
        cause);
  }

  private static LoaderException error(String message) {
    return new LoaderException(ExitCode.USAGE_OR_SPEC, message);
  }
}
