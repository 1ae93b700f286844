package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.Members;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTable.ResolvedKey;
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
    REPLACE_HISTORY,
    DROP_COLUMN,
    DROP_TABLE
  }

  /** Whether rows or digits that are in the warehouse would go. */
  boolean loses() {
    return switch (kind) {
      case DROP_COLUMN, DROP_TABLE, NARROW_TYPE -> true;
      case CREATE_TABLE, ADD_HISTORY, ADD_COLUMN, CHANGE_TYPE, REPLACE_TYPE, REPLACE_HISTORY ->
          false;
    };
  }

  /** Whether only a person knows how to get from one to the other. */
  boolean needsHand() {
    return kind == Kind.REPLACE_TYPE || kind == Kind.REPLACE_HISTORY || isNewGrain();
  }

  /** Rows that are there would have no value in a column that tells rows apart. */
  private boolean isNewGrain() {
    return kind == Kind.ADD_COLUMN && table.isFact() && table.grain().contains(column.name());
  }

  /** Whether a dimension's history has the column, too. */
  boolean isRemembered() {
    return hasHistory
        && table.members().filter(kept -> !kept.made().contains(column.name())).isPresent();
  }

  /** What a key column has in rows that were there before it. */
  String fallback(KeyForm keys) {
    String name = column.name();
    boolean isDurable = !copied().isEmpty();
    if (table.dateKeys().contains(name)) {
      return "0";
    }
    if (name.equals(Members.IS_INFERRED)) {
      return "false";
    }
    boolean isKey =
        isDurable || table.foreignKeys().containsKey(name) || table.groupKeys().contains(name);
    return isKey ? "'" + keys.unknown() + "'" : "";
  }

  /** The column whose values a new column takes over. */
  String copied() {
    return table.resolved().stream()
        .filter(key -> key.durable().equals(column.name()))
        .map(ResolvedKey::column)
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    String name = table.area() + "." + table.name() + (column == null ? "" : "." + column.name());
    return switch (kind) {
      case CREATE_TABLE -> "table " + name + " is missing";
      case ADD_HISTORY -> "history of " + name + " is missing";
      case ADD_COLUMN ->
          "column "
              + name
              + (isNewGrain() ? " would tell rows apart that are there without it" : " is missing");
      case CHANGE_TYPE, NARROW_TYPE, REPLACE_TYPE ->
          "column " + name + " is " + from + " and would be " + column.type();
      case REPLACE_HISTORY ->
          name
              + " keeps its history as '"
              + from
              + "', which the spec changes; the new one needs another name";
      case DROP_COLUMN -> "column " + name + " is not in the spec any more";
      case DROP_TABLE -> "table " + name + " is not in the spec any more";
    };
  }
}
