package io.loadstar.generate;

import io.loadstar.model.KeyForm;
import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.FactTable;
import io.loadstar.model.star.FactTable.ResolvedKey;
import io.loadstar.model.star.MemberHistory;
import io.loadstar.model.star.StarTable;
import io.loadstar.model.star.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A change to one of its columns. */
sealed interface ColumnChange extends Change.OfTable {
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

  /** A column that is not there. */
  record AddColumn(StarTable table, TableColumn column, boolean hasHistory)
      implements ColumnChange {
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
              || table.joinKeys().contains(name)
              || table.foreignKeys().containsKey(name);
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
      implements ColumnChange {
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
      return fit == Fit.OTHER || isRestedOn();
    }

    /** Redshift changes a type by a new column, and drops none that rows are kept by. */
    private boolean isRestedOn() {
      return table.layout().rests(column.name());
    }

    @Override
    public Map<String, Object> values(KeyForm keys) {
      return Map.of("column", column, "places", places(), "narrows", loses());
    }

    @Override
    public String toString() {
      return "column "
          + qualified()
          + " is "
          + from
          + " and would be "
          + column.type()
          + (isRestedOn()
              ? "; Redshift keeps the rows by it and changes no such column: take it out of"
                  + " 'distribution' and 'sort' first"
              : "");
    }
  }

  /** A column that may have no value from now on. */
  record AllowMissing(StarTable table, TableColumn column, boolean hasHistory)
      implements ColumnChange {
    @Override
    public String template() {
      return "allow_missing";
    }

    /** Redshift needs a new column, and drops none that rows are kept by. */
    @Override
    public boolean needsHand() {
      return table.layout().rests(column.name());
    }

    @Override
    public String toString() {
      return "column " + qualified() + " always has a value and would be 'nullable'";
    }
  }

  /** A column that the spec has no more. */
  record DropColumn(StarTable table, TableColumn column, boolean hasHistory)
      implements ColumnChange {
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
}
