package io.loadstar.model;

/**
 * A bridge table: one row per element of an array, by the key of the group that the array's
 * elements form. Rows with equal arrays share a group.
 *
 * @param from the source, that of the dimension or fact
 * @param array column of the source
 * @param element name of the column that holds one element
 */
public record BridgeSpec(
    String name, String from, String array, String element, String description, int line) {

  /** Place of an element in its group, from 1. */
  public static final String ORDINAL = "ordinal";

  /** Share of an element in its group, so that weighted sums count every row once. */
  public static final String WEIGHT = "weight";

  /** Column of bridge, and of dimension or fact, that joins them. */
  public String groupKey() {
    return element + "_group_key";
  }
}
