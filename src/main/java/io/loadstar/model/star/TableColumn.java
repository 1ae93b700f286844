package io.loadstar.model.star;

import io.loadstar.model.ColumnType;

/** A column of a table; {@code description} becomes its comment. */
public record TableColumn(String name, ColumnType type, boolean notNull, String description) {
  /** One for Loadstar's own use. */
  static TableColumn internal(String name, ColumnType type) {
    return new TableColumn(name, type, false, "");
  }
}
