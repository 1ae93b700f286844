package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.warehouse.PresentTable;
import java.util.Map;

/**
 * One step from the schema that is to the schema that the spec means. As a text it says for people
 * what is not as it should be.
 */
sealed interface Change permits Change.OfTable, Change.DropTable, EarlierChange, MartChange {
  /** Name of the template that makes it. */
  String template();

  /** What it does, for the migration's name. */
  default String title() {
    return template();
  }

  /** Name of the table, and of the column if one is concerned. */
  String subject();

  /** What the template needs beside what it knows of the table. */
  default Map<String, Object> values(KeyForm keys) {
    return Map.of();
  }

  /** Whether rows or digits that are in the warehouse would go. */
  default boolean loses() {
    return false;
  }

  /** Whether only a person knows how to get from one to the other. */
  default boolean needsHand() {
    return false;
  }

  /** A change to a table that the spec has. */
  sealed interface OfTable extends Change
      permits ColumnChange,
          LayoutChange,
          CreateTable,
          ReplaceHistory,
          EarlierChange.AddHistory,
          EarlierChange.AddUnstated,
          EarlierChange.RenewForeignKeys,
          EarlierChange.RemakeStaging {
    StarTable table();

    @Override
    default String subject() {
      return table().name();
    }
  }

  /** A table that is not there. */
  record CreateTable(StarTable table) implements OfTable {
    @Override
    public String template() {
      return "create_table";
    }

    @Override
    public String toString() {
      return "table " + table.qualifiedName() + " is missing";
    }
  }

  /** A history that means something else than the spec does. */
  record ReplaceHistory(DimensionTable table, String from) implements OfTable {
    @Override
    public String template() {
      return "replace_history";
    }

    @Override
    public boolean needsHand() {
      return true;
    }

    @Override
    public String toString() {
      return table.qualifiedName()
          + " keeps its history as '"
          + from
          + "', which the spec changes; the new one needs another name";
    }
  }

  /** A table that the spec has no more. */
  record DropTable(PresentTable table) implements Change {
    @Override
    public String template() {
      return "drop_table";
    }

    @Override
    public String subject() {
      return table.name();
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("table", table);
    }

    @Override
    public boolean loses() {
      return table.kind() != PresentTable.Kind.MART;
    }

    @Override
    public String toString() {
      return "table " + table.area() + "." + table.name() + " is not in the spec any more";
    }
  }
}
