package io.loadstar.error;

import java.util.List;

/** Messages about a batch that could not be published. Exit code 1, or 3 for the threshold. */
public final class BatchErrors {
  private BatchErrors() {}

  public static LoaderException badBatchDate(String text) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "'" + text + "' is no batch date. Write it as YYYY-MM-DD, as in --batch-date 2025-06-01.");
  }

  public static LoaderException noParallel(int days) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "--parallel "
            + days
            + " reads no day: give the number of days to read at a time, such as 2.");
  }

  public static LoaderException threshold(List<String> exceeded, String folder) {
    return new LoaderException(
        ExitCode.QUARANTINE_THRESHOLD,
        "Too many records broke a rule: "
            + String.join("; ", exceeded)
            + ". Nothing was published. The records and their reasons are in "
            + folder
            + "; mend the input or the rules, or raise 'quarantine: {at_most: ...}', and load again.");
  }

  /**
   * A source that has records, none of which can be loaded.
   *
   * @param example the first record that breaks the commonest rule, a whole sentence
   */
  public static LoaderException nothingLoaded(
      String source, long read, String rule, long broken, String example, String folder) {
    return new LoaderException(
        ExitCode.QUARANTINE_THRESHOLD,
        (read == 1 ? "The only record" : "None of the " + read + " records")
            + " of "
            + source
            + (read == 1 ? " cannot be loaded" : " can be loaded")
            + ", so nothing was published: what was there would be gone. "
            + (broken == read ? "Each breaks " : broken + " break ")
            + rule
            + ", as "
            + example
            + " All are in "
            + folder
            + "; mend the input or the spec, and load again. If such a batch is normal here, set"
            + " 'quarantine: {at_most: 100%}' on the source.");
  }

  public static LoaderException failRule(String rule, String place, String value) {
    return LoaderException.ofInput(
        "Rule "
            + rule
            + " has 'on_invalid: fail', and "
            + place
            + " breaks it ("
            + value
            + "). Nothing was published. Mend the input or the rule, and load again.",
        null);
  }

  public static LoaderException notReconciled(List<String> problems) {
    return error(
        "The counts do not add up, so nothing was published: "
            + String.join("; ", problems)
            + ". Records may have changed while they were read: load again; if it stays, report it.");
  }

  /** The publishing transaction sees less or more in a staging table than Spark wrote there. */
  public static LoaderException notAllSeen(String table, long staged, long seen) {
    return error(
        table
            + " has "
            + seen
            + " rows of the "
            + staged
            + " that were staged, so nothing was published. Another session or a trigger has changed"
            + " it: find which, and load again; if it stays, report it.");
  }

  /** Some of a fact's rows did not arrive, or arrived more than once. */
  public static LoaderException notAllWritten(
      String table, long staged, long written, long gaveWay) {
    return error(
        "Of "
            + staged
            + " rows staged for "
            + table
            + ", "
            + written
            + " were written and "
            + gaveWay
            + " gave way to other batches, so nothing was published. A trigger, a rule or another"
            + " session has changed the table or its staging: find which, and load again; if it"
            + " stays, report it.");
  }

  /** Members that only facts name did not arrive. */
  public static LoaderException membersMissing(String table, long members) {
    return error(
        members
            + (members == 1 ? " member" : " members")
            + " that facts are the first to name did not arrive in "
            + table
            + ", so nothing was published. A trigger, a rule or another session has changed it: find"
            + " which, and load again; if it stays, report it.");
  }

  public static LoaderException neverLoaded(String area, String batchDate) {
    return error(
        "Batch "
            + batchDate
            + " of '"
            + area
            + "' was never published in this warehouse, so there is nothing to add its quarantined"
            + " records to. Nothing was changed. Load it: loadstar load "
            + area
            + " --batch-date "
            + batchDate);
  }

  public static LoaderException followsNoArea() {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "--follow needs an area: name it, as in 'loadstar runs commerce --follow'.");
  }

  public static LoaderException missingOfNoArea() {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "--missing needs an area: write 'loadstar runs <area> --missing --from ... --to ...'.");
  }

  public static LoaderException noSuchRun(long run) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "The ledger knows no run "
            + run
            + ". 'loadstar runs' lists the latest with their numbers.");
  }

  public static LoaderException noDays(String from, String to) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "There is no day from " + from + " to " + to + ": --to comes before --from. Swap them.");
  }

  public static LoaderException nothingToRetract(String area, String batchDate) {
    return error(
        "Batch "
            + batchDate
            + " of '"
            + area
            + "' is not in this warehouse: it was never published, or was taken back. Nothing was"
            + " changed. 'loadstar runs "
            + area
            + "' lists what was loaded.");
  }

  public static LoaderException notReplayable(String source, String columns) {
    return error(
        "Records cannot be replayed alone where others refer to "
            + source
            + " by columns that no dimension keeps ("
            + columns
            + "). Nothing was changed. Load the batch again with its files.");
  }

  public static LoaderException notCorrected(String place, String problem) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        place
            + " is no exported record: "
            + problem
            + (problem.endsWith(".") || problem.endsWith("?") ? "" : ".")
            + " Nothing was changed. Export with 'loadstar quarantine export', and change only what"
            + " is under 'record'.");
  }

  public static LoaderException noSuchSource(String source, String area, List<String> known) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "There is no source '" + source + "' in " + area + "." + DidYouMean.hint(source, known));
  }

  public static LoaderException notWritable(String file, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        file + " cannot be written (" + cause.getMessage() + "). Choose another file with --to.",
        cause);
  }

  public static LoaderException quarantine(String folder, Exception cause) {
    return error(
        "The quarantine "
            + folder
            + " cannot be written ("
            + cause.getMessage()
            + "). Nothing was published. Check its rights and the disk, or name another folder with"
            + " --quarantine.");
  }

  public static LoaderException unsettled(String folder, Exception cause) {
    return error(
        "The star is published, but its quarantined records are still in "
            + folder
            + " ("
            + cause.getMessage()
            + "). Check the rights there; the next load of the area moves them to their place.");
  }

  public static LoaderException quarantineNotReadable(String file, Exception cause) {
    return error(
        "The quarantine "
            + file
            + " cannot be read ("
            + cause.getMessage()
            + "). Check its rights; a file that was edited must hold one JSON object a line.");
  }

  public static LoaderException expression(String message) {
    return LoaderException.ofInput(
        "An expression of the spec failed on the data: "
            + message
            + " Nothing was published. Use a form that gives NULL instead, such as try_cast,"
            + " try_divide or try_add, and load again.",
        null);
  }

  public static LoaderException smallHeap(long megabytes, long least) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "Java has a heap of "
            + megabytes
            + " MB, and Spark needs "
            + least
            + " MB at least. Nothing was started. Give it more: LOADSTAR_JAVA_OPTS=-Xmx512m.");
  }

  public static LoaderException memory(String found) {
    if (found.startsWith("StackOverflowError")) {
      return error(
          "An expression is nested too deeply, or a source has more columns than Spark can plan for"
              + " with the stack that it has. Nothing was published. Take it apart, or give each thread"
              + " more: LOADSTAR_JAVA_OPTS=-Xss16m. Then load again.");
    }
    return error(
        "A task needs more memory than there is ("
            + found
            + "). Nothing was published. If an expression of the spec makes long texts or lists, as"
            + " repeat and sequence do, bound their length; otherwise give the process more, such as"
            + " LOADSTAR_JAVA_OPTS=-Xmx4g. Then load again.");
  }

  public static LoaderException sparkGone(Exception cause) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "Spark has ended the application. Nothing was published. Look at the Spark master's log for"
            + " the reason, such as executors that cannot start, then run the same command again: it"
            + " is safe.",
        cause);
  }

  /**
   * A file of this machine's.
   *
   * @param folder where rows on their way are kept
   */
  public static LoaderException disk(Exception cause, String folder) {
    return error(
        "A file could not be read or written: "
            + cause.getMessage()
            + ". Nothing was published. Check the rights, and the disk of "
            + folder
            + ", where rows are kept on their way (-Dspark.local.dir=... in LOADSTAR_JAVA_OPTS names"
            + " another), then load again.");
  }

  public static LoaderException interrupted() {
    return error("Interrupted. Nothing was published; run the same command again: it is safe.");
  }

  private static LoaderException error(String message) {
    return new LoaderException(ExitCode.BATCH_FAILED, message);
  }
}
