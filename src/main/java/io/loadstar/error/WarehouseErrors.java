package io.loadstar.error;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Messages about the warehouse. Exit code 5 where trying again may help, 1 where a person must mend
 * something, 2 where the address or files are wrong.
 */
public final class WarehouseErrors {
  private static final Pattern VIEW =
      Pattern.compile("((?:materialized )?view [\\w.\"]+) depends on");

  private WarehouseErrors() {}

  public static LoaderException missingRights(String doing, SQLException cause) {
    return lasting(
        "The warehouse user lacks a right while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Grant it ('grant create on database ...' to load, 'create role <area>_reader' once by"
            + " an administrator if it may not create roles), then run the same command again.",
        cause);
  }

  public static LoaderException diskFull(String doing, SQLException cause) {
    return lasting(
        "The warehouse's disk is full while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Nothing was published. Free space there, then run the same command again.",
        cause);
  }

  public static LoaderException connectionLost(String doing, SQLException cause) {
    return passing(
        "The connection to the warehouse was lost while "
            + doing
            + ": "
            + firstLine(cause)
            + ". The star is as before, or whole if the commit had arrived ('loadstar runs' shows"
            + " which). Run the same command again: it is safe.",
        cause);
  }

  public static LoaderException locked(String area, String holder) {
    return passing(
        "Another run of '"
            + area
            + "' is under way"
            + holder
            + ". Two runs of one subject area never interleave: wait for it, then run this again.",
        null);
  }

  public static LoaderException blocked(String doing, SQLException cause) {
    return passing(
        "Gave up waiting for a lock while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Nothing was published. Find who holds it in pg_locks, then run this again.",
        cause);
  }

  public static LoaderException refused(String doing, SQLException cause) {
    return lasting(
        "The warehouse refused while "
            + doing
            + ": "
            + firstLine(cause)
            + " (SQLSTATE "
            + cause.getSQLState()
            + "). Nothing was published.",
        cause);
  }

  public static LoaderException editedMigration(String area, String details) {
    return ofFiles(
        "Migrations of '"
            + area
            + "' that were already applied have changed since: "
            + details
            + ". Restore the files from version control; a change belongs into a new"
            + " V<n>__<what>.sql ('loadstar generate "
            + area
            + "' writes it).");
  }

  public static LoaderException migrationFailed(String area, String details) {
    return ofFiles(
        "A migration of '"
            + area
            + "' failed: "
            + details
            + ". It was rolled back. Mend the file it names, then run this again.");
  }

  public static LoaderException notMigrated(String area) {
    return lasting(
        "The warehouse holds nothing of '"
            + area
            + "' yet. Run 'loadstar load "
            + area
            + " --batch-date YYYY-MM-DD' first.",
        null);
  }

  public static LoaderException queryFailed(String name, SQLException cause) {
    return lasting("The query " + name + " failed: " + firstLine(cause) + ".", cause);
  }

  /** A view keeps a table from being changed. */
  public static LoaderException dependentView(String doing, SQLException cause) {
    Matcher view = VIEW.matcher(String.valueOf(cause.getMessage()));
    String name = view.find() ? view.group(1) : "A view";
    return lasting(
        name
            + " depends on what is to be changed while "
            + doing
            + " ("
            + firstLine(cause)
            + "). Nothing was changed. Keep its text, drop it, load, and create it again.",
        cause);
  }

  public static LoaderException readOnly(String doing, SQLException cause) {
    return lasting(
        "The warehouse takes no writes while "
            + doing
            + " ("
            + firstLine(cause)
            + "). It may be a standby, or set to default_transaction_read_only. Nothing was"
            + " published. Name the primary server in --warehouse.",
        cause);
  }

  public static LoaderException busy(String doing, SQLException cause) {
    return passing(
        "The warehouse is too busy while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Nothing was published. Run the same command again: it is safe.",
        cause);
  }

  /** The right message for what a statement reports. */
  public static LoaderException of(SqlFault fault, String doing, SQLException cause) {
    return switch (fault) {
      case MISSING_RIGHT -> missingRights(doing, cause);
      case DISK_FULL -> diskFull(doing, cause);
      case LOCK_TIMEOUT, DEADLOCK -> blocked(doing, cause);
      case CONNECTION_LOST -> connectionLost(doing, cause);
      case DEPENDENT_VIEW -> dependentView(doing, cause);
      case READ_ONLY -> readOnly(doing, cause);
      case OUT_OF_RESOURCES, CONFLICT -> busy(doing, cause);
      case WRONG_PASSWORD, NO_SUCH_DATABASE, UNIQUE_VIOLATION, NO_SUCH_TABLE, BAD_SQL, REFUSED ->
          refused(doing, cause);
    };
  }

  /** The connection was lost, and when it was back another run had been there. */
  public static LoaderException overtaken(String area, @Nullable Exception cause) {
    return passing(
        "The connection was lost while publishing "
            + area
            + ", and another run has had the area since. Nothing was published. Run the same command"
            + " again: it is safe.",
        cause);
  }

  /** The server crashed and has emptied the staging tables. */
  public static LoaderException stagingLost(String area) {
    return passing(
        "The warehouse has restarted while publishing "
            + area
            + " and lost what was staged. Nothing was published. Run the same command again: it is"
            + " safe.",
        null);
  }

  private static String firstLine(SQLException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  /** Trying again may mend it. */
  private static LoaderException passing(String message, @Nullable Exception cause) {
    return new LoaderException(ExitCode.WAREHOUSE, message, cause);
  }

  /** Only a person can mend it. */
  private static LoaderException lasting(String message, @Nullable Exception cause) {
    return new LoaderException(ExitCode.BATCH_FAILED, message, cause);
  }

  /** Files of the project are not as they must be. */
  private static LoaderException ofFiles(String message) {
    return new LoaderException(ExitCode.USAGE_OR_SPEC, message);
  }
}
