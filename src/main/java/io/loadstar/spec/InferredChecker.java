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
   * @param from source or view whose rows refer
   */
  void check(DimensionReference reference, String from, DimensionSpec target, String where) {
    for (int i = 0; i < reference.by().size(); i++) {
      String by = reference.by().get(i);
      String key = target.naturalKey().get(i);
      // A view sees what is stored: of personal data, the hash.
      boolean isView = area.source(from).isEmpty();
      Optional<ColumnType> own = type(from, by, isView);
      Optional<ColumnType> other = type(target.from(), key, isView);
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

  private Optional<ColumnType> type(String source, String column, boolean isStored) {
    return area.relation(source)
        .flatMap(from -> from.column(column))
        .map(isStored ? ColumnSpec::storedType : ColumnSpec::type);
  }
}
