package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SubjectArea;
import java.util.Optional;

/**
 * Checks references that infer members: a member's natural key is what the reference says it is.
 */
record InferredChecker(SubjectArea area, Problems problems) {
  /**
   * Compares types.
   *
   * @param from source whose records refer
   */
  void check(DimensionReference reference, String from, DimensionSpec target, String where) {
    for (int i = 0; i < reference.by().size(); i++) {
      String by = reference.by().get(i);
      String key = target.naturalKey().get(i);
      Optional<ColumnType> own = type(from, by);
      Optional<ColumnType> other = type(target.from(), key);
      if (own.isPresent() && other.isPresent() && !own.equals(other)) {
        problems.add(
            reference.line(),
            where,
            "'"
                + by
                + "' is "
                + own.get()
                + ", and '"
                + key
                + "' of "
                + target.name()
                + " is "
                + other.get()
                + ": to infer members they must be the same.");
      }
    }
  }

  private Optional<ColumnType> type(String source, String column) {
    return area.source(source).flatMap(from -> from.column(column)).map(ColumnSpec::type);
  }
}
