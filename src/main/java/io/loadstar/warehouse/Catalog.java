package io.loadstar.warehouse;

import java.util.Map;

/** What a warehouse says of its own tables. */
public interface Catalog {
  /** Loadstar's tables of an area by name, in their order. */
  Map<String, PresentTable> tables(Session session, String area);

  /** What an area's schemas hold besides. */
  SchemaDetails details(Session session, String area);

  boolean hasTable(Session session, String schema, String table);

  boolean hasSchema(Session session, String schema);
}
