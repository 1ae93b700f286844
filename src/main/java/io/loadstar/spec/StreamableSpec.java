package io.loadstar.spec;

import io.loadstar.error.StreamErrors;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Keep;
import io.loadstar.model.SourceSpec.Unique;
import io.loadstar.model.SubjectArea;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/** Whether a stream of an area's files would make the same star as a load of them. */
public final class StreamableSpec {
  private StreamableSpec() {}

  /**
   * Refuses what a stream and a load would decide differently.
   *
   * @param below where a source's path lies in the folder that is watched
   */
  public static void refuseUndecided(SubjectArea area, UnaryOperator<String> below) {
    area.facts().stream()
        .filter(area::isFromView)
        .findFirst()
        .ifPresent(
            fact -> {
              throw StreamErrors.view(fact.name(), fact.from());
            });
    for (SourceSpec source : area.sources()) {
      if (!PathPattern.tellsBatch(below.apply(source.path()))) {
        throw StreamErrors.noBatchDate(source.name(), source.path());
      }
      if (source.deletes().isPresent()) {
        throw StreamErrors.deletes(source.name());
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
