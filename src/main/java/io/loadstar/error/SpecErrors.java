package io.loadstar.error;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Messages about specs and the SQL generated from them. Exit code 2. */
public final class SpecErrors {
  private SpecErrors() {}

  public static LoaderException notReadable(Path file, Exception cause) {
    return error(
        "The spec "
            + file
            + " cannot be read ("
            + cause.getClass().getSimpleName()
            + "). Check that it is there and readable.");
  }

  public static LoaderException noSuchArea(String area, Path file, Collection<String> known) {
    return error(
        "There is no subject area '"
            + area
            + "': "
            + file
            + " does not exist."
            + (known.isEmpty() ? " Write it first." : DidYouMean.hint(area, known)));
  }

  public static LoaderException modelsNeedFolder() {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "A semantic model is a file or several. Say in which folder: --to models.");
  }

  public static LoaderException pageNotWritable(Path file, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be written: " + cause.getMessage() + ". Name another with --to.",
        cause);
  }

  public static LoaderException eventLogNotWritable(Path folder, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "The folder "
            + folder
            + " cannot be made. Name one with --event-log that you may write to.",
        cause);
  }

  public static LoaderException resetNotMeant(String area, String folder) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "This removes the schemas "
            + area
            + " and "
            + area
            + "_staging with all batches, their runs in the ledger, their quarantine, and the"
            + " generated SQL files in "
            + folder
            + ", and nobody can bring them back. Nothing was changed. Say --yes if that is meant.");
  }

  public static LoaderException problems(Path file, List<?> problems) {
    StringBuilder text =
        new StringBuilder(
            file + " has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:"));
    int number = 1;
    for (Object problem : problems) {
      text.append("\n  ").append(number++).append(". ").append(problem);
    }
    return error(
        text + "\nNothing was read or changed. Mend the spec and run 'loadstar check' again.");
  }

  public static LoaderException disagrees(String area, List<String> differences) {
    return error(
        "The spec of '"
            + area
            + "' and its SQL disagree: "
            + String.join("; ", differences)
            + ". Run 'loadstar generate "
            + area
            + "', review and commit what it writes, then load again.");
  }

  public static LoaderException wouldLose(String area, List<String> losses) {
    return error(
        "The changed spec would lose data that is in the warehouse: "
            + String.join("; ", losses)
            + ". Nothing was written. If that is meant, run 'loadstar generate "
            + area
            + " --allow-loss'.");
  }

  public static LoaderException needsHand(String area, List<String> changes) {
    return error(
        "Loadstar cannot change this by itself: "
            + String.join("; ", changes)
            + ". Write the next V<n>__<what>.sql of db/"
            + area
            + " by hand for each engine, then run 'loadstar generate "
            + area
            + "' again.");
  }

  public static LoaderException badMart(String area, String mart, String why) {
    return error(
        "The mart '"
            + mart
            + "' cannot be made from the star of '"
            + area
            + "': "
            + why
            + ". Mend db/"
            + area
            + "/marts/"
            + mart
            + ".sql, or what the spec says of it. Nothing was written.");
  }

  public static LoaderException noSuchQuery(String area, String name, Collection<String> known) {
    return error(
        "There is no query '"
            + name
            + "' in db/"
            + area
            + "/queries."
            + DidYouMean.hint(name, known));
  }

  public static LoaderException noSuchVariable(
      String query, String name, Collection<String> known) {
    return error(
        query
            + " has no variable '"
            + name
            + "'."
            + DidYouMean.hint(name, known)
            + (known.isEmpty()
                ? " It has none: write /* var " + name + " */ before a value in its SQL."
                : " It has: " + String.join(", ", known) + "."));
  }

  public static LoaderException badQuery(String area, String name, String why) {
    return error(
        "The warehouse does not understand db/"
            + area
            + "/queries/"
            + name
            + ".sql: "
            + why.replaceFirst("^ERROR: ", "")
            + ". Mend it and ask again.");
  }

  public static LoaderException noSuchTable(String area, String name, Collection<String> known) {
    return error(
        "There is no table '"
            + name
            + "' in the area "
            + area
            + "."
            + DidYouMean.hint(name, known));
  }

  public static LoaderException nothingToDraw(String query, Collection<String> columns) {
    return error(
        "Query '"
            + query
            + "' gives no number to draw, only "
            + String.join(", ", columns)
            + ". Ask without --chart.");
  }

  public static LoaderException chartOrJson() {
    return error("--chart draws for people, --json prints for programs: choose one.");
  }

  private static LoaderException error(String message) {
    return new LoaderException(ExitCode.USAGE_OR_SPEC, message);
  }
}
