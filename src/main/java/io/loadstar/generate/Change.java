package io.loadstar.generate;

import io.loadstar.model.StarTable;
import io.loadstar.model.StarTable.TableColumn;

/**
 * One step from the schema that is to the schema that the spec means.
 *
 * @param column the column concerned, null for whole tables
 * @param hasHistory whether the table's history is there when the change is made
 * @param from the column's type before, for {@link Kind#CHANGE_TYPE}
 */
record Change(Kind kind, StarTable table, TableColumn column, String from, boolean hasHistory) {
  /** Each kind has a template of its name for each engine. */
  enum Kind {
    CREATE_TABLE,
    ADD_HISTORY,
    ADD_COLUMN,
    CHANGE_TYPE,
    NARROW_TYPE,
    REPLACE_TYPE,
    DROP_COLUMN,
    DROP_TABLE
  }

  /** Whether rows or digits that are in the warehouse would go. */
  boolean loses() {
    return switch (kind) {
      case DROP_COLUMN, DROP_TABLE, NARROW_TYPE -> true;
      case CREATE_TABLE, ADD_HISTORY, ADD_COLUMN, CHANGE_TYPE, REPLACE_TYPE -> false;
    };
  }

  @Override
  public String toString() {
    String name = table.area() + "." + table.name() + (column == null ? "" : "." + column.name());
    return switch (kind) {
      case CREATE_TABLE -> "table " + name + " is missing";
      case ADD_HISTORY -> "history of " + name + " is missing";
      case ADD_COLUMN -> "column " + name + " is missing";
      case CHANGE_TYPE, NARROW_TYPE, REPLACE_TYPE ->
          "column " + name + " is " + from + " and would be " + column.type();
      case DROP_COLUMN -> "column " + name + " is not in the spec any more";
      case DROP_TABLE -> "table " + name + " is not in the spec any more";
    };
  }
}
