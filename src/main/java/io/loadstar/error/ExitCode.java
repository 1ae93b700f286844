package io.loadstar.error;

/** The documented exit codes of every command. */
public enum ExitCode {
  LOADED(0),
  BATCH_FAILED(1),
  USAGE_OR_SPEC(2),
  QUARANTINE_THRESHOLD(3),
  INPUT_NOT_THERE(4),
  WAREHOUSE(5),
  BUG(70);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
