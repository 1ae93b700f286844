package io.loadstar.model;

/** What a broken rule does to its record. */
public enum Severity {
  /** The record goes to quarantine. */
  QUARANTINE,
  /** The record is loaded as it is, the breach is counted. */
  WARN,
  /** The value becomes null, the breach is counted. */
  NULL,
  /** The value becomes the column's default, the breach is counted. */
  DEFAULT,
  /** The whole batch fails. */
  FAIL;

  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
