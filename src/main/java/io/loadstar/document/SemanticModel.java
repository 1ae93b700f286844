package io.loadstar.document;

import io.loadstar.model.ColumnType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A star as tools for analysis describe it.
 *
 * @param entities dimensions before the facts that join them
 */
record SemanticModel(String area, String description, List<Entity> entities) {

  /** Tables that are joined in several roles, by the name of each role. */
  public Map<String, Entity> roles() {
    Map<String, Entity> roles = new TreeMap<>();
    for (Entity entity : entities) {
      entity.joins().stream()
          .filter(join -> !join.isOnlyRole())
          .forEach(join -> roles.put(join.roleName(), entity(join.to())));
    }
    return roles;
  }

  private Entity entity(String name) {
    return entities.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /**
   * A table.
   *
   * @param kind calendar, dimension, bridge, fact or mart
   * @param key columns that identify a row
   * @param nullable those of them that may have no value
   */
  record Entity(
      String schema,
      String name,
      String kind,
      String description,
      List<String> key,
      List<String> nullable,
      List<Field> fields,
      List<Join> joins,
      List<Measure> measures) {
    /** Whether each fact has its day. */
    public boolean isDated() {
      return joins.stream().anyMatch(Join::isCalendar);
    }
  }

  /** A column. */
  record Field(String name, ColumnType type, String description) {
    /** As Cube calls its type. */
    public String cubeType() {
      return switch (type.kind()) {
        case INTEGER, BIGINT, DECIMAL, DOUBLE -> "number";
        case BOOLEAN -> "boolean";
        case DATE, TIMESTAMP -> "time";
        case STRING, ARRAY, UUID -> "string";
      };
    }

    /** Whether it says when. */
    public boolean isTime() {
      return cubeType().equals("time");
    }
  }

  /**
   * A join.
   *
   * @param alias what the other table is called here: its role
   * @param isOnlyRole whether the table is joined by this column alone
   * @param isMany whether several rows there belong to one here
   */
  record Join(
      String alias, String to, String column, String toColumn, boolean isOnlyRole, boolean isMany) {
    public boolean isCalendar() {
      return to.equals("dim_date") && column.equals("date_key");
    }

    /** The name of a table that stands for one role, for tools in which tables have no aliases. */
    public String roleName() {
      return isOnlyRole ? to : to + "_" + alias;
    }
  }

  /**
   * What rows add up to.
   *
   * @param function count, sum or average
   * @param nameInArea where each name may occur once
   * @param column what is added; empty for a count
   */
  record Measure(
      String name, String nameInArea, String function, String column, String description) {}
}
