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

  /** What all areas of a warehouse have in common. */
  SemanticModel shared() {
    return only(true);
  }

  /** What is the area's own. */
  SemanticModel own() {
    return only(false);
  }

  private SemanticModel only(boolean isShared) {
    return new SemanticModel(
        area,
        description,
        entities.stream().filter(entity -> entity.kind().equals("calendar") == isShared).toList());
  }

  /** Tables that are joined in several roles. */
  public List<Role> roles() {
    Map<String, Role> roles = new TreeMap<>();
    for (Entity entity : entities) {
      entity.joins().stream()
          .filter(join -> !join.isOnlyRole())
          .forEach(
              join ->
                  roles.put(
                      join.roleName(),
                      new Role(join.roleName(), join.toFullName(), joins(join.to()))));
    }
    return List.copyOf(roles.values());
  }

  private List<Join> joins(String table) {
    return entities.stream()
        .filter(entity -> entity.name().equals(table))
        .flatMap(entity -> entity.joins().stream())
        .toList();
  }

  /** A table in one of its roles, with the joins that it has in each. */
  record Role(String name, String of, List<Join> joins) {}

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
    /** A name that no other area's table has, for tools that know no schemas. */
    public String fullName() {
      return kind.equals("calendar") ? name : schema + "_" + name;
    }

    /** Whether it has a key of its own, or refers to others than the calendar. */
    public boolean hasEntities() {
      return kind.equals("dimension")
          || joins.stream().anyMatch(join -> !join.isMany() && !join.to().equals("dim_date"));
    }

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
   * @param toFullName as {@link Entity#fullName}
   * @param roleName of the table in this role, for tools in which tables have no aliases
   * @param isOnlyRole whether the table is joined by this column alone
   * @param isMany whether several rows there belong to one here
   */
  record Join(
      String alias,
      String to,
      String toFullName,
      String roleName,
      String column,
      String toColumn,
      boolean isOnlyRole,
      boolean isMany) {
    public boolean isCalendar() {
      return to.equals("dim_date") && column.equals("date_key");
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
