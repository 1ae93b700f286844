package io.loadstar.model.run;

import java.util.Locale;

/** How a run stands, as the ledger has it. */
public enum RunStatus {
  RUNNING,
  PUBLISHED,
  FAILED,

  /** Its process ended before it did. */
  ABORTED;

  /** The ledger's word for it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static RunStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
