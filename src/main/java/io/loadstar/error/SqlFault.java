package io.loadstar.error;

/** What a warehouse means by a failed statement, whatever its engine calls it. */
public enum SqlFault {
  WRONG_PASSWORD,
  NO_SUCH_DATABASE,
  MISSING_RIGHT,
  DISK_FULL,
  OUT_OF_RESOURCES,
  LOCK_TIMEOUT,
  DEADLOCK,
  CONFLICT,
  CONNECTION_LOST,
  UNIQUE_VIOLATION,
  NO_SUCH_TABLE,
  DEPENDENT_VIEW,
  READ_ONLY,
  BAD_SQL,
  REFUSED;

  /** Whether the same may succeed when it is tried again at once. */
  public boolean passes() {
    return switch (this) {
      case DEADLOCK, CONFLICT, CONNECTION_LOST -> true;
      case WRONG_PASSWORD,
          NO_SUCH_DATABASE,
          MISSING_RIGHT,
          DISK_FULL,
          OUT_OF_RESOURCES,
          LOCK_TIMEOUT,
          UNIQUE_VIOLATION,
          NO_SUCH_TABLE,
          DEPENDENT_VIEW,
          READ_ONLY,
          BAD_SQL,
          REFUSED ->
          false;
    };
  }

  /** Whether the statement is blameless. */
  public boolean isOfTheServer() {
    return switch (this) {
      case MISSING_RIGHT,
          DISK_FULL,
          OUT_OF_RESOURCES,
          LOCK_TIMEOUT,
          CONNECTION_LOST,
          DEPENDENT_VIEW,
          READ_ONLY ->
          true;
      case WRONG_PASSWORD,
          NO_SUCH_DATABASE,
          DEADLOCK,
          CONFLICT,
          UNIQUE_VIOLATION,
          NO_SUCH_TABLE,
          BAD_SQL,
          REFUSED ->
          false;
    };
  }
}
