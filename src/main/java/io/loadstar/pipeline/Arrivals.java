package io.loadstar.pipeline;

import io.loadstar.error.Counted;
import io.loadstar.error.LoaderException;
import io.loadstar.model.FactSpec;
import io.loadstar.model.FactSpec.DimensionReference;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.LoadReport;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.ReplaySelection;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Records that wait in the quarantine for members, once these arrive.
 *
 * @param replay validates records of a batch again and adds those that pass; empty if none wait
 */
record Arrivals(
    SubjectArea area,
    QuarantineFolder quarantine,
    BiFunction<LocalDate, ReplaySelection, Optional<LoadReport>> replay,
    Progress progress) {

  /** Replays what waited for members of these sources. */
  void replay(List<SourceSpec> arrived, Predicate<LocalDate> batches) {
    Set<String> names = arrived.stream().map(SourceSpec::name).collect(Collectors.toSet());
    for (FactSpec fact : area.facts()) {
      for (DimensionReference reference : fact.dimensions()) {
        boolean hasArrived =
            area.dimension(reference.to())
                .filter(dimension -> names.contains(dimension.from()))
                .isPresent();
        if (reference.isReplayed() && hasArrived) {
          replayWaiting(fact.from(), reference.keyColumn(), batches);
        }
      }
    }
  }

  /** What was published stays, whatever becomes of this. */
  private void replayWaiting(String source, String rule, Predicate<LocalDate> batches) {
    ReplaySelection selection =
        new ReplaySelection(Optional.of(source), Optional.of(rule), Optional.empty());
    for (LocalDate batch : quarantine.batches(source).stream().filter(batches).toList()) {
      try {
        replay
            .apply(batch, selection)
            .filter(report -> report.loaded() > 0)
            .ifPresent(report -> tell(report, source, rule));
      } catch (LoaderException e) {
        progress.station("", "published; but replaying " + batch + " failed: " + e.getMessage());
      }
    }
  }

  private void tell(LoadReport report, String source, String rule) {
    progress.station(
        "",
        Counted.of(report.loaded(), "record")
            + " of "
            + source
            + " of "
            + report.batchDate()
            + " had waited for "
            + rule
            + " and "
            + (report.loaded() == 1 ? "is" : "are")
            + " loaded now");
  }
}
