package io.loadstar.pipeline;

import io.loadstar.model.BridgeSpec;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.SourceSpec.SourceReference;
import io.loadstar.model.StarTable;
import io.loadstar.model.SubjectArea;
import io.loadstar.stage.StageLoader;
import io.loadstar.star.BridgeBuilder;
import io.loadstar.star.DimensionBuilder;
import io.loadstar.star.FactBuilder;
import io.loadstar.star.InferredBuilder;
import io.loadstar.star.ReferredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of one table of the star, and the source they come from.
 *
 * @param isRowPerRecord whether each record of the source gives one row
 */
record StarRows(StarTable table, String source, Dataset<Row> rows, boolean isRowPerRecord) {
  static StarRows of(SubjectArea area, StarTable table, Map<String, Judged> judged) {
    return switch (table.kind()) {
      case DIMENSION -> dimension(table, area.dimension(table.name()).orElseThrow(), judged);
      case FACT -> fact(area, table, judged);
      case BRIDGE -> bridge(table, area.bridge(table.name()).orElseThrow(), judged);
    };
  }

  private static StarRows dimension(
      StarTable table, DimensionSpec dimension, Map<String, Judged> judged) {
    Dataset<Row> accepted = judged.get(dimension.from()).accepted();
    return new StarRows(
        table, dimension.from(), DimensionBuilder.build(accepted, dimension), !dimension.isJunk());
  }

  private static StarRows fact(SubjectArea area, StarTable table, Map<String, Judged> judged) {
    FactSpec fact = area.fact(table.name()).orElseThrow();
    Judged source = judged.get(fact.from());
    Dataset<Row> rows = source.accepted();
    for (SourceReference reference : source.source().references()) {
      Set<String> used =
          ReferredRecord.used(rows.sparkSession(), area, source.source(), fact, reference);
      if (!used.isEmpty()) {
        Judged referred = judged.get(reference.to());
        Dataset<Row> records =
            source.hasRecords() ? referred.records(reference.key(), used) : referred.accepted();
        rows = ReferredRecord.join(rows, reference, records, used, referred.isSmall());
      }
    }
    return new StarRows(table, fact.from(), FactBuilder.build(rows, fact, table), true);
  }

  private static StarRows bridge(StarTable table, BridgeSpec bridge, Map<String, Judged> judged) {
    Dataset<Row> accepted = judged.get(bridge.from()).accepted();
    return new StarRows(table, bridge.from(), BridgeBuilder.build(accepted, bridge), false);
  }

  /** Members that facts of the batch are the first to name, each once. */
  static Optional<Dataset<Row>> inferred(
      SubjectArea area, StarTable table, Map<String, Judged> judged) {
    DimensionSpec dimension = area.dimension(table.name()).orElseThrow();
    List<Dataset<Row>> found = new ArrayList<>();
    for (Judged source : judged.values()) {
      source
          .inferred()
          .forEach(
              (reference, missing) -> {
                if (reference.to().equals(dimension.name())) {
                  found.add(
                      StageLoader.typed(
                          InferredBuilder.build(missing, reference, dimension), table.inferred()));
                }
              });
    }
    return found.stream().reduce(Dataset::union).map(Dataset::distinct);
  }
}
