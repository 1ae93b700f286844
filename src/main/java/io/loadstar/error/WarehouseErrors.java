package io.loadstar.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Messages about the warehouse. Exit code 5, or 2 where the address itself is wrong. */
public final class WarehouseErrors {
  private WarehouseErrors() {}

  public static LoaderException badUrl(String shownUrl) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "'"
            + shownUrl
            + "' is no warehouse address. Write"
            + " jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, with the password in PGPASSWORD or"
            + " ~/.pgpass, or leave --warehouse out for the embedded one.");
  }

  public static LoaderException userInUrl(String shownUrl) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "'"
            + shownUrl
            + "' names a user before the host, which JDBC addresses do not. Write"
            + " jdbc:postgresql://HOST:PORT/DATABASE?user=NAME, with the password in PGPASSWORD or"
            + " ~/.pgpass.");
  }

  public static LoaderException redshiftNotYet() {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "Loading into Redshift is not built yet; 'generate' writes its SQL for review. Use a"
            + " PostgreSQL warehouse.");
  }

  public static LoaderException unreachable(String where, SQLException cause) {
    return error(
        "The warehouse "
            + where
            + " cannot be reached ("
            + firstLine(cause)
            + "). Check host, port and network, then run the same command again: it is safe.",
        cause);
  }

  public static LoaderException wrongPassword(String where, SQLException cause) {
    return error(
        "The warehouse "
            + where
            + " refused user or password. Set PGUSER and PGPASSWORD, or a line"
            + " in ~/.pgpass.",
        cause);
  }

  public static LoaderException passwordFile(String file, Exception cause) {
    return new LoaderException(
        ExitCode.USAGE_OR_SPEC,
        "The password file "
            + file
            + " of the warehouse's address cannot be read ("
            + cause.getClass().getSimpleName()
            + "). Check that it is there and that you may read it.",
        cause);
  }

  /** The embedded server has another password than its file. */
  public static LoaderException embeddedPassword(String file, Exception cause) {
    return new LoaderException(
        ExitCode.BATCH_FAILED,
        "The embedded PostgreSQL refused the password in "
            + file
            + ", so somebody has changed one of the two. It was stopped again. Put the right"
            + " password into the file's last field, or remove the file: the next start sets a new"
            + " one.",
        cause);
  }

  public static LoaderException noDatabase(String where, SQLException cause) {
    return error(
        "The warehouse "
            + where
            + " has no such database. Create it, or name another one in"
            + " --warehouse.",
        cause);
  }

  public static LoaderException tooOld(String where, String version) {
    return error(
        "The warehouse "
            + where
            + " is PostgreSQL "
            + version
            + "; Loadstar needs 15 or newer, which have MERGE. Upgrade it, or use another.",
        null);
  }

  public static LoaderException missingRights(String doing, SQLException cause) {
    return error(
        "The warehouse user lacks a right while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Grant it ('grant create on database ...' to load, 'create role <area>_reader' once by"
            + " an administrator if it may not create roles), then run the same command again.",
        cause);
  }

  public static LoaderException diskFull(String doing, SQLException cause) {
    return error(
        "The warehouse's disk is full while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Nothing was published. Free space there, then run the same command again.",
        cause);
  }

  public static LoaderException connectionLost(String doing, SQLException cause) {
    return error(
        "The connection to the warehouse was lost while "
            + doing
            + ": "
            + firstLine(cause)
            + ". The star is as before, or whole if the commit had arrived ('loadstar runs' shows"
            + " which). Run the same command again: it is safe.",
        cause);
  }

  public static LoaderException locked(String area, String holder) {
    return error(
        "Another run of '"
            + area
            + "' is under way"
            + holder
            + ". Two runs of one subject area never interleave: wait for it, then run this again.",
        null);
  }

  public static LoaderException blocked(String doing, SQLException cause) {
    return error(
        "Gave up waiting for a lock while "
            + doing
            + ": "
            + firstLine(cause)
            + ". Nothing was published. Find who holds it in pg_locks, then run this again.",
        cause);
  }

  public static LoaderException refused(String doing, SQLException cause) {
    return error(
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
    return error(
        "Migrations of '"
            + area
            + "' that were already applied have changed since: "
            + details
            + ". Restore the files from version control; a change belongs into a new"
            + " V<n>__<what>.sql ('loadstar generate "
            + area
            + "' writes it).",
        null);
  }

  public static LoaderException migrationFailed(String area, String details) {
    return error(
        "A migration of '"
            + area
            + "' failed: "
            + details
            + ". It was rolled back. Mend the file it names, then run this again.",
        null);
  }

  public static LoaderException notMigrated(String area) {
    return error(
        "The warehouse holds nothing of '"
            + area
            + "' yet. Run 'loadstar load "
            + area
            + " --batch-date YYYY-MM-DD' first.",
        null);
  }

  public static LoaderException embeddedFailed(String directory, Exception cause) {
    return error(
        "The embedded PostgreSQL in "
            + directory
            + " did not start ("
            + cause.getMessage()
            + "). Its log is "
            + directory
            + "/postgres.log; 'loadstar warehouse stop' and a fresh"
            + " start help after a crash.",
        cause);
  }

  public static LoaderException embeddedNotRunning() {
    return error(
        "The embedded warehouse is not running. Start it with 'loadstar warehouse start'.", null);
  }

  public static LoaderException queryFailed(String name, SQLException cause) {
    return error("The query " + name + " failed: " + firstLine(cause) + ".", cause);
  }

  /** The right message for what a statement reports. */
  public static LoaderException of(SqlFault fault, String doing, SQLException cause) {
    return switch (fault) {
      case MISSING_RIGHT -> missingRights(doing, cause);
      case DISK_FULL -> diskFull(doing, cause);
      case LOCK_TIMEOUT, DEADLOCK -> blocked(doing, cause);
      case CONNECTION_LOST -> connectionLost(doing, cause);
      case WRONG_PASSWORD,
          NO_SUCH_DATABASE,
          OUT_OF_RESOURCES,
          CONFLICT,
          UNIQUE_VIOLATION,
          NO_SUCH_TABLE,
          BAD_SQL,
          REFUSED ->
          refused(doing, cause);
    };
  }

  /** The connection was lost, and when it was back another run had been there. */
  public static LoaderException overtaken(String area, @Nullable Exception cause) {
    return error(
        "The connection was lost while publishing "
            + area
            + ", and another run has had the area since. Nothing was published. Run the same command"
            + " again: it is safe.",
        cause);
  }

  /** The server crashed and has emptied the staging tables. */
  public static LoaderException stagingLost(String area) {
    return error(
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

  private static LoaderException error(String message, @Nullable Exception cause) {
    return new LoaderException(ExitCode.WAREHOUSE, message, cause);
  }
}
