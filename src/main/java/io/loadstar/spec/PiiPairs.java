package io.loadstar.spec;

import io.loadstar.model.ColumnSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.SubjectArea;
import java.util.List;
import java.util.Optional;

/** Columns that are compared must both be hashed, or neither: else they would never be equal. */
final class PiiPairs {
  private final SubjectArea area;
  private final Problems problems;

  PiiPairs(SubjectArea area, Problems problems) {
    this.area = area;
    this.problems = problems;
  }

  void check() {
    for (SourceSpec source : area.sources()) {
      for (SourceReference reference : source.references()) {
        area.source(reference.to())
            .ifPresent(
                to ->
                    compare(
                        source,
                        reference.columns(),
                        to,
                        reference.key(),
                        reference.line(),
                        "sources." + source.name() + ".references." + reference.name()));
      }
    }
    for (FactSpec fact : area.facts()) {
      references(fact.from(), fact.dimensions(), "facts." + fact.name() + ".dimensions.");
    }
    for (DimensionSpec dimension : area.dimensions()) {
      references(
          dimension.from(),
          dimension.outriggers(),
          "dimensions." + dimension.name() + ".outriggers.");
    }
  }

  private void references(String source, List<DimensionReference> references, String where) {
    for (DimensionReference reference : references) {
      Optional<DimensionSpec> dimension = area.dimension(reference.to());
      Optional<SourceSpec> from = area.source(source);
      Optional<SourceSpec> to = dimension.map(DimensionSpec::from).flatMap(area::source);
      if (from.isPresent() && to.isPresent()) {
        compare(
            from.get(),
            reference.by(),
            to.get(),
            dimension.get().naturalKey(),
            reference.line(),
            where + reference.keyColumn());
      }
    }
  }

  private void compare(
      SourceSpec source,
      List<String> columns,
      SourceSpec other,
      List<String> key,
      int line,
      String where) {
    for (int i = 0; i < Math.min(columns.size(), key.size()); i++) {
      Optional<ColumnSpec> one = source.column(columns.get(i));
      Optional<ColumnSpec> two = other.column(key.get(i));
      if (one.isPresent() && two.isPresent() && !one.get().pii().equals(two.get().pii())) {
        problems.add(
            line,
            where,
            "'"
                + columns.get(i)
                + "' and '"
                + key.get(i)
                + "' of "
                + other.name()
                + " are compared: give both 'pii: hash', or neither.");
      }
    }
  }
}
