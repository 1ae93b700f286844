package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.FactTable.ResolvedKey;
import io.loadstar.model.star.MartTable;
import io.loadstar.model.star.MemberHistory;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableColumn;
import io.loadstar.warehouse.PresentTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One step from the schema that is to the schema that the spec means. As a text it says for people
 * what is not as it should be.
 */
sealed interface Change {
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
  sealed interface OfTable extends Change {
    StarTable table();

    @Override
    default String subject() {
      return table().name();
    }
  }

  /** A change to one of its columns. */
  sealed interface OfColumn extends OfTable {
    TableColumn column();

    /** Whether the table keeps a history when the change is made. */
    boolean hasHistory();

    @Override
    default String subject() {
      return table().name() + "_" + column().name();
    }

    default String qualified() {
      return table().qualifiedName() + "." + column().name();
    }

    @Override
    default Map<String, Object> values(KeyForm keys) {
      return Map.of("column", column(), "places", places());
    }

    /** All tables that have the column. */
    default List<String> places() {
      List<String> places = new ArrayList<>(List.of(table().qualifiedName()));
      if (table() instanceof FactTable fact) {
        places.add(fact.superseded());
      }
      if (isRemembered()) {
        places.add(history());
      }
      return places;
    }

    default String history() {
      return table().stagingSchema() + ".history_" + table().name();
    }

    /** Whether a dimension's history has the column, too. */
    default boolean isRemembered() {
      return hasHistory()
          && table() instanceof DimensionTable dimension
          && !dimension.members().made().contains(column().name());
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

  /** A change to a mart. */
  sealed interface OfMart extends Change {
    MartTable mart();

    @Override
    default String subject() {
      return mart().name();
    }

    @Override
    default Map<String, Object> values(KeyForm keys) {
      return Map.of("mart", mart());
    }
  }

  /** A mart that is not there. */
  record CreateMart(MartTable mart) implements OfMart {
    @Override
    public String template() {
      return "create_mart";
    }

    @Override
    public String toString() {
      return "mart " + mart.qualifiedName() + " is missing";
    }
  }

  /** A mart whose columns are others; it is filled again from the star. */
  record RecreateMart(MartTable mart) implements OfMart {
    @Override
    public String template() {
      return "recreate_mart";
    }

    @Override
    public String toString() {
      return "mart " + mart.qualifiedName() + " has other columns";
    }
  }

  /** A dimension of an older version of Loadstar, which kept none. */
  record AddHistory(DimensionTable table) implements OfTable {
    @Override
    public String template() {
      return "add_history";
    }

    @Override
    public String toString() {
      return "history of " + table.qualifiedName() + " is missing";
    }
  }

  /** A history of an older version, which did not know of members that a batch says nothing of. */
  record AddUnstated(DimensionTable table) implements OfTable {
    @Override
    public String template() {
      return "add_unstated";
    }

    @Override
    public String toString() {
      return "the history of " + table.qualifiedName() + " is that of an earlier version";
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

  /** A column that is not there. */
  record AddColumn(StarTable table, TableColumn column, boolean hasHistory) implements OfColumn {
    @Override
    public String template() {
      return "add_column";
    }

    /** Rows that are there would have no value in a column that tells rows apart. */
    @Override
    public boolean needsHand() {
      return table instanceof FactTable fact && fact.grain().contains(column.name());
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of(
          "column",
          column,
          "places",
          places(),
          "history",
          history(),
          "fallback",
          fallback(keys),
          "copied",
          copied());
    }

    /** What a key column has in rows that were there before it. */
    private String fallback(KeyForm keys) {
      String name = column.name();
      if (table.dateKeys().contains(name)) {
        return "0";
      }
      if (name.equals(MemberHistory.IS_INFERRED)) {
        return "false";
      }
      boolean isKey =
          !copied().isEmpty()
              || table.groupKeys().contains(name)
              || (table instanceof FactTable fact && fact.foreignKeys().containsKey(name));
      return isKey ? "'" + keys.unknown() + "'" : "";
    }

    /** The column whose values a new column takes over. */
    private String copied() {
      return table instanceof FactTable fact
          ? fact.resolved().stream()
              .filter(key -> key.durable().equals(column.name()))
              .map(ResolvedKey::column)
              .findFirst()
              .orElse("")
          : "";
    }

    @Override
    public String toString() {
      return "column "
          + qualified()
          + (needsHand() ? " would tell rows apart that are there without it" : " is missing");
    }
  }

  /** How values fit into another type. */
  enum Fit {
    WIDER,
    NARROWER,
    OTHER
  }

  /** A column of another type. */
  record ChangeType(StarTable table, TableColumn column, String from, Fit fit, boolean hasHistory)
      implements OfColumn {
    @Override
    public String template() {
      return "change_type";
    }

    @Override
    public String title() {
      return loses() ? "narrow_type" : template();
    }

    @Override
    public boolean loses() {
      return fit == Fit.NARROWER;
    }

    @Override
    public boolean needsHand() {
      return fit == Fit.OTHER;
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("column", column, "places", places(), "narrows", loses());
    }

    @Override
    public String toString() {
      return "column " + qualified() + " is " + from + " and would be " + column.type();
    }
  }

  /** A column that the spec has no more. */
  record DropColumn(StarTable table, TableColumn column, boolean hasHistory) implements OfColumn {
    @Override
    public String template() {
      return "drop_column";
    }

    @Override
    public boolean loses() {
      return true;
    }

    @Override
    public String toString() {
      return "column " + qualified() + " is not in the spec any more";
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

  /** Foreign keys that an earlier version declared otherwise. */
  record RenewForeignKeys(FactTable table) implements OfTable {
    @Override
    public String template() {
      return "renew_foreign_keys";
    }

    @Override
    public String toString() {
      return "foreign keys of " + table.qualifiedName() + " are those of an earlier version";
    }
  }

  /** Tables that hold nothing which lasts, and that an earlier version made otherwise. */
  record RemakeStaging(StarTable table) implements OfTable {
    @Override
    public String template() {
      return "remake_staging";
    }

    @Override
    public String toString() {
      return "staging of " + table.qualifiedName() + " is that of an earlier version";
    }
  }

  /** An index that an earlier version did not make. */
  record AddIndex(String name, String definition) implements Change {
    @Override
    public String template() {
      return "add_index";
    }

    @Override
    public String subject() {
      return name;
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("definition", definition);
    }

    @Override
    public String toString() {
      return "index " + name + " is missing";
    }
  }

  /** A procedure of an earlier version that is called no more. */
  record DropProcedure(String procedure) implements Change {
    @Override
    public String template() {
      return "drop_procedure";
    }

    @Override
    public String subject() {
      return procedure.replaceFirst("\\(.*", "");
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("procedure", procedure);
    }

    @Override
    public String toString() {
      return "procedure " + procedure + " is that of an earlier version";
    }
  }
}
