package io.loadstar.generate;

import io.loadstar.generate.CatalogReader.Present;
import io.loadstar.generate.Change.Kind;
import io.loadstar.model.ColumnType;
import io.loadstar.model.StarTable;
import io.loadstar.model.StarTable.TableColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must change for the warehouse to be what the spec means. */
final class SchemaDiff {
  private SchemaDiff() {}

  static List<Change> between(Map<String, Present> present, List<StarTable> wanted) {
    List<Change> changes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StarTable table : wanted) {
      names.add(table.name());
      Present old = present.get(table.name());
      if (old == null) {
        changes.add(new Change(Kind.CREATE_TABLE, table, null, "", true));
      } else if (hasOtherHistory(old, table)) {
        changes.add(new Change(Kind.REPLACE_HISTORY, table, null, old.history(), true));
      } else {
        columns(old, table, changes);
        if (table.isDimension() && !old.hasHistory()) {
          changes.add(new Change(Kind.ADD_HISTORY, table, null, "", true));
        }
      }
    }
    present.values().stream()
        .filter(old -> !names.contains(old.table().name()))
        .forEach(
            old ->
                changes.add(new Change(Kind.DROP_TABLE, old.table(), null, "", old.hasHistory())));
    return changes;
  }

  private static boolean hasOtherHistory(Present old, StarTable wanted) {
    return old.hasHistory()
        && wanted.members().filter(kept -> !kept.signature().equals(old.history())).isPresent();
  }

  private static void columns(Present present, StarTable wanted, List<Change> changes) {
    StarTable old = present.table();
    for (TableColumn column : wanted.columns()) {
      TableColumn before = old.column(column.name()).orElse(null);
      if (before == null) {
        changes.add(new Change(Kind.ADD_COLUMN, wanted, column, "", present.hasHistory()));
      } else if (!before.type().equals(column.type())) {
        changes.add(
            new Change(
                kind(before.type(), column.type()),
                wanted,
                column,
                before.type().toString(),
                present.hasHistory()));
      }
    }
    old.columns().stream()
        .filter(column -> wanted.column(column.name()).isEmpty())
        .forEach(
            column ->
                changes.add(
                    new Change(Kind.DROP_COLUMN, wanted, column, "", present.hasHistory())));
  }

  private static Kind kind(ColumnType from, ColumnType to) {
    if (widens(from, to)) {
      return Kind.CHANGE_TYPE;
    }
    return widens(to, from) ? Kind.NARROW_TYPE : Kind.REPLACE_TYPE;
  }

  /** Whether every value of one type is a value of the other, unchanged. */
  private static boolean widens(ColumnType from, ColumnType to) {
    return switch (from.kind()) {
      case INTEGER -> to.kind() == ColumnType.Kind.BIGINT || holdsDigits(to, 10);
      case BIGINT -> holdsDigits(to, 19);
      case DECIMAL ->
          to.scale() >= from.scale() && holdsDigits(to, from.precision() - from.scale());
      case STRING, ARRAY -> to.kind() == from.kind() && to.maxLength() >= from.maxLength();
      case DOUBLE, BOOLEAN, DATE, TIMESTAMP, UUID -> false;
    };
  }

  private static boolean holdsDigits(ColumnType type, int digits) {
    return type.kind() == ColumnType.Kind.DECIMAL && type.precision() - type.scale() >= digits;
  }
}
