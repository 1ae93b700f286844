package io.loadstar.model;

import java.io.Serializable;

/**
 * The type of a column.
 *
 * @param precision total digits of a decimal, else 0
 * @param scale fractional digits of a decimal, else 0
 * @param maxLength longest string, or longest element of an array, in characters, else 0
 */
public record ColumnType(Kind kind, int precision, int scale, int maxLength)
    implements Serializable {
  /** Longest string where the spec names no {@code max_length}. */
  public static final int DEFAULT_MAX_LENGTH = 1000;

  /** Surrogate keys: hex digits, one byte each. */
  public static final ColumnType KEY = new ColumnType(Kind.STRING, 0, 0, 64);

  /** The words a spec may use after {@code type:}. */
  public enum Kind {
    INTEGER,
    BIGINT,
    DECIMAL,
    DOUBLE,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    STRING,
    ARRAY,

    /** Of surrogate keys only; a spec cannot ask for it. */
    UUID
  }

  public static ColumnType of(Kind kind) {
    boolean isText = kind == Kind.STRING || kind == Kind.ARRAY;
    return new ColumnType(kind, 0, 0, isText ? DEFAULT_MAX_LENGTH : 0);
  }

  public static ColumnType string(int maxLength) {
    return new ColumnType(Kind.STRING, 0, 0, maxLength);
  }

  public static ColumnType array(int maxLength) {
    return new ColumnType(Kind.ARRAY, 0, 0, maxLength);
  }

  public static ColumnType decimal(int precision, int scale) {
    return new ColumnType(Kind.DECIMAL, precision, scale, 0);
  }

  public boolean isNumber() {
    return switch (kind) {
      case INTEGER, BIGINT, DECIMAL, DOUBLE -> true;
      case BOOLEAN, DATE, TIMESTAMP, STRING, ARRAY, UUID -> false;
    };
  }

  /** As a person writes it: {@code decimal(10,2)}, {@code string(50)}, {@code date}. */
  @Override
  public String toString() {
    String word = kind.name().toLowerCase(java.util.Locale.ROOT);
    return switch (kind) {
      case DECIMAL -> word + "(" + precision + "," + scale + ")";
      case STRING, ARRAY -> word + "(" + maxLength + ")";
      case INTEGER, BIGINT, DOUBLE, BOOLEAN, DATE, TIMESTAMP, UUID -> word;
    };
  }
}
