package io.loadstar.model.star;

import io.loadstar.model.FactSpec.AcrossBatches;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A fact's table.
 *
 * @param foreignKeys table, with its schema, that each foreign key column points to
 * @param grain the identifying columns
 * @param isGrainDated whether rows of equal grain have equal {@code date_key}
 * @param resolved keys that are looked up while the batch is published
 * @param isFromView whether its rows are made of all records of a batch
 */
public record FactTable(
    String area,
    String name,
    List<TableColumn> columns,
    List<String> joinKeys,
    Map<String, String> foreignKeys,
    List<String> grain,
    boolean isGrainDated,
    AcrossBatches acrossBatches,
    List<ResolvedKey> resolved,
    List<String> dateKeys,
    boolean isFromView,
    TableLayout layout,
    String description)
    implements StarTable {

  /**
   * A foreign key that depends on what the dimension holds: which version is in force at the date
   * of the fact, or whether the member is there at all.
   *
   * @param column the key, as BI joins it
   * @param durable the member's key beside it, whatever the dimension holds
   * @param dimensionKey key of the row in the dimension
   * @param memberKey key of the member in the dimension
   * @param moment what of a row tells which version is in force
   * @param mayBeUnknown whether the unknown member stands in for a member that is not there
   */
  public record ResolvedKey(
      String column,
      String durable,
      String dimension,
      String dimensionKey,
      String memberKey,
      boolean isType2,
      Moment moment,
      boolean mayBeUnknown) {}

  /** When a row happened, as far as versions are told apart by it. */
  public record Moment(String column, Precision precision) {
    public boolean isByTime() {
      return precision != Precision.DATE_KEY;
    }
  }

  /** A calendar's key; a date, which stands for its end; a time. */
  public enum Precision {
    DATE_KEY,
    DATE,
    TIME
  }

  @Override
  public String procedure() {
    return "replace_" + name;
  }

  /** Parts of the grain that may have no value. */
  public List<String> nullable() {
    return grain.stream().filter(name -> !column(name).orElseThrow().notNull()).toList();
  }

  /** A part of the grain that always has a value. */
  public String leading() {
    return grain.stream().filter(name -> !nullable().contains(name)).findFirst().orElseThrow();
  }

  /** Rows that gave way to another batch's of the same grain. */
  public String superseded() {
    return stagingSchema() + ".superseded_" + name;
  }

  @Override
  public List<TableColumn> stagedTableColumns() {
    Set<String> made = resolved.stream().map(ResolvedKey::column).collect(Collectors.toSet());
    return columns.stream().filter(column -> !made.contains(column.name())).toList();
  }
}
