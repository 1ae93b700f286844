package io.loadstar.model;

/** How an area's surrogate keys are stored. All are the SHA-256 of the natural key's text. */
public enum KeyForm {
  /** 64 hex digits, which anyone can recompute in any engine. */
  HEX(64, "version_key"),

  /** The first 128 bits: a quarter of the room, and joins as fast as integers. */
  UUID(32, "version_uuid");

  private final int digits;
  private final String versionKey;

  KeyForm(int digits, String versionKey) {
    this.digits = digits;
    this.versionKey = versionKey;
  }

  public ColumnType type() {
    return this == HEX ? ColumnType.KEY : ColumnType.of(ColumnType.Kind.UUID);
  }

  /** How many of the hex digits are stored. */
  public int digits() {
    return digits;
  }

  /** The unknown member's key. */
  public String unknown() {
    return "0".repeat(digits);
  }

  /** Name of the function in the schema {@code shared} that makes the key of a version. */
  public String versionKey() {
    return versionKey;
  }

  /** The digits of a key as the warehouse prints it. */
  public static String digits(String printed) {
    return printed.replace("-", "");
  }
}
