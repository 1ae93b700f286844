package io.loadstar.model;

/** Where a warehouse of several machines keeps the rows of a table. */
public sealed interface Distribution {
  /** A way that no column decides. */
  enum Style implements Distribution {
    ALL,
    EVEN,
    AUTO
  }

  /** Rows of equal values are kept together, so that joins by the column need not move them. */
  record ByColumn(String column) implements Distribution {}
}
