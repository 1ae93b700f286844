package io.loadstar.warehouse;

import io.loadstar.model.ColumnType;
import io.loadstar.model.KeyForm;

/** The engines whose SQL is generated. A dialect is its differences. */
public enum Dialect {
  POSTGRESQL,
  REDSHIFT;

  /** Redshift counts bytes in a varchar, and holds at most this many. */
  private static final int REDSHIFT_LONGEST = 65535;

  /** Name of the folder that holds what only this engine accepts. */
  public String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** How a table begins that holds nothing which must survive a crash. */
  public String transientTable() {
    return this == POSTGRESQL ? "create unlogged table" : "create table";
  }

  /** How such a table ends. */
  public String transientEnd() {
    return this == POSTGRESQL ? "" : " backup no";
  }

  /** Whether a table may have indexes beside its key. */
  public boolean hasIndexes() {
    return this == POSTGRESQL;
  }

  /** What lets a procedure be dropped that may not be there, where the engine knows it. */
  public String ifExists() {
    return this == POSTGRESQL ? "if exists " : "";
  }

  /** The column type, spelled as the engine's own catalogue spells it. */
  public String sqlType(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case DECIMAL -> "numeric(" + type.precision() + "," + type.scale() + ")";
      case DOUBLE -> "double precision";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp";
      case STRING -> "varchar(" + length(type.maxLength()) + ")";
      // Redshift has no such type; the digits are the same.
      case UUID -> this == POSTGRESQL ? "uuid" : "varchar(" + KeyForm.UUID.digits() + ")";
      // Redshift has no arrays: there the column is the array's text, as JSON, and the bridge has
      // its elements. SUPER would hold it, but may not stand in a full join.
      case ARRAY ->
          "varchar(" + (this == POSTGRESQL ? type.maxLength() + ")[]" : REDSHIFT_LONGEST + ")");
    };
  }

  /** A value that the type has, as a literal. */
  public static String anyValue(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER, BIGINT, DECIMAL, DOUBLE -> "0";
      case BOOLEAN -> "false";
      case DATE -> "date '0001-01-01'";
      case TIMESTAMP -> "timestamp '0001-01-01 00:00:00'";
      case STRING, UUID, ARRAY -> "''";
    };
  }

  private int length(int characters) {
    boolean isAscii = characters == ColumnType.KEY.maxLength();
    return this == POSTGRESQL || isAscii ? characters : Math.min(4 * characters, REDSHIFT_LONGEST);
  }
}
