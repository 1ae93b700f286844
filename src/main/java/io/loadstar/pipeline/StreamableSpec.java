package io.loadstar.pipeline;

import io.loadstar.error.StreamErrors;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Keep;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import io.loadstar.read.NewFiles;
import java.util.HashSet;
import java.util.List;

/** Whether a stream of an area's files would make the same star as a load of them. */
final class StreamableSpec {
  private StreamableSpec() {}

  static void refuseUndecided(SubjectArea area, NewFiles.Watched watched) {
    for (SourceSpec source : area.sources()) {
      if (!PathPattern.tellsBatch(watched.below(source.path()))) {
        throw StreamErrors.noBatchDate(source.name(), source.path());
      }
    }
    for (DimensionSpec dimension : area.dimensions()) {
      if (!dimension.isJunk() && !dimension.isChosen()) {
        SourceSpec source = area.source(dimension.from()).orElseThrow();
        refuse(area, source, dimension.name(), dimension.identity(), dimension.attributes());
      }
    }
    for (FactSpec fact : area.facts()) {
      if (!fact.keepsRepeats()) {
        SourceSpec source = area.source(fact.from()).orElseThrow();
        refuse(area, source, fact.name(), fact.grain(), fact.keptColumns());
      }
    }
  }

  private static void refuse(
      SubjectArea area, SourceSpec source, String table, List<String> key, List<String> kept) {
    Unique rule =
        area.uniques(source).stream()
            .filter(unique -> new HashSet<>(unique.key()).equals(new HashSet<>(key)))
            .filter(unique -> unique.keep() != Keep.NONE)
            .findFirst()
            .orElseThrow(() -> StreamErrors.undecided(source.name(), table));
    for (String column : rule.orderBy()) {
      if (!kept.contains(column) && !key.contains(column)) {
        throw StreamErrors.orderNotKept(source.name(), column, table);
      }
    }
  }
}
