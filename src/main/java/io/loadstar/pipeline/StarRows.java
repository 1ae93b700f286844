package io.loadstar.pipeline;

import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.FactSpec.Missing;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.star.DimensionBuilder;
import io.loadstar.star.FactBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows of one table of the star, and the source they come from. */
record StarRows(String table, String source, Dataset<Row> rows) {
  static StarRows of(SubjectArea area, StarTable table, Map<String, Judged> judged) {
    Optional<DimensionSpec> dimension = area.dimension(table.name());
    if (dimension.isPresent()) {
      String source = dimension.get().from();
      return new StarRows(
          table.name(),
          source,
          DimensionBuilder.build(judged.get(source).accepted(), dimension.get()));
    }
    FactSpec fact =
        area.facts().stream()
            .filter(candidate -> candidate.name().equals(table.name()))
            .findFirst()
            .orElseThrow();
    Judged source = judged.get(fact.from());
    return new StarRows(
        table.name(),
        fact.from(),
        FactBuilder.build(source.accepted(), fact, missing(fact, source)));
  }

  private static Map<String, Dataset<Row>> missing(FactSpec fact, Judged source) {
    Map<String, Dataset<Row>> missing = new HashMap<>();
    for (DimensionReference reference : fact.dimensions()) {
      if (reference.missing() == Missing.UNKNOWN) {
        missing.put(
            reference.keyColumn(), source.missing().get(fact.name() + "." + reference.keyColumn()));
      }
    }
    return missing;
  }
}
