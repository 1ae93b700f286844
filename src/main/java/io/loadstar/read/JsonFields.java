package io.loadstar.read;

import io.loadstar.model.ColumnSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where in a JSON object the columns of a source are: by name, or by names with dots between for
 * fields of objects inside.
 */
final class JsonFields implements Serializable {
  private final Map<String, JsonFields> inside = new HashMap<>();
  private final List<Integer> columns = new ArrayList<>();

  /** The fields of a source's columns, by their indexes. */
  static JsonFields of(List<ColumnSpec> columns) {
    JsonFields all = new JsonFields();
    for (int i = 0; i < columns.size(); i++) {
      for (String name : columns.get(i).names()) {
        all.at(name).columns.add(i);
        if (name.contains(".")) {
          JsonFields field = all;
          for (String part : name.split("\\.", -1)) {
            field = field.at(part);
          }
          field.columns.add(i);
        }
      }
    }
    return all;
  }

  private JsonFields at(String name) {
    return inside.computeIfAbsent(name, unused -> new JsonFields());
  }

  /** The field of this name; null if the spec has none. */
  @Nullable JsonFields field(String name) {
    return inside.get(name);
  }

  /** Whether columns are read from fields inside of this one. */
  boolean hasFields() {
    return !inside.isEmpty();
  }

  /** Columns that are this field as a whole. */
  List<Integer> columns() {
    return columns;
  }
}
