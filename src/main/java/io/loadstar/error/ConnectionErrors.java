package io.loadstar.error;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Messages about reaching a warehouse, and about what it must be to be one. */
public final class ConnectionErrors {
  private ConnectionErrors() {}

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
    return passing(
        "The warehouse "
            + where
            + " cannot be reached ("
            + firstLine(cause)
            + "). Check host, port and network, then run the same command again: it is safe.",
        cause);
  }

  public static LoaderException wrongPassword(String where, SQLException cause) {
    return lasting(
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

  public static LoaderException noDatabase(String where, SQLException cause) {
    return lasting(
        "The warehouse "
            + where
            + " has no such database. Create it, or name another one in"
            + " --warehouse.",
        cause);
  }

  public static LoaderException tooOld(String where, String version) {
    return lasting(
        "The warehouse "
            + where
            + " is PostgreSQL "
            + version
            + "; Loadstar needs 15 or newer, which have MERGE. Upgrade it, or use another.",
        null);
  }

  public static LoaderException notUtf8(String where, String encoding) {
    return lasting(
        "The warehouse "
            + where
            + " keeps texts as "
            + encoding
            + ", which cannot hold all texts that files may bring. Create a database with encoding"
            + " 'UTF8' and name it in --warehouse.",
        null);
  }

  /** Each statement of a session may go to another backend, so no lock can be held. */
  public static LoaderException transactionPool(String where) {
    return lasting(
        "The warehouse "
            + where
            + " is reached through a pool that gives each transaction another backend, such as"
            + " PgBouncer with pool_mode = transaction. An area's lock cannot be held that way."
            + " Nothing was read or changed. Use a pool with pool_mode = session, or the server's"
            + " own port.",
        null);
  }

  private static String firstLine(SQLException cause) {
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static LoaderException passing(String message, @Nullable Exception cause) {
    return new LoaderException(ExitCode.WAREHOUSE, message, cause);
  }

  private static LoaderException lasting(String message, @Nullable Exception cause) {
    return new LoaderException(ExitCode.BATCH_FAILED, message, cause);
  }
}
