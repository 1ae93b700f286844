package io.loadstar.validate;

/** Columns that validation adds to every row, beside its place in the file. */
public final class Rows {
  /** All broken rules of the record: array of rule, column, value, message, severity; or null. */
  public static final String REASONS = "_reasons";

  /** One of {@link #ACCEPTED}, {@link #QUARANTINED}, {@link #DUPLICATE}. */
  public static final String STATUS = "_status";

  public static final String ACCEPTED = "accepted";
  public static final String QUARANTINED = "quarantined";
  public static final String DUPLICATE = "duplicate";

  private Rows() {}
}
