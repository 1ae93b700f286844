package io.loadstar.pipeline;

import io.loadstar.error.StreamErrors;
import io.loadstar.ledger.RunLedger.DayCounts;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SubjectArea;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Of which days a stream has quarantined more than the spec allows. A micro-batch may be bad by
 * chance, so it is the day that is judged; what passed is published all the same.
 */
final class DayThresholds {
  private final SubjectArea area;
  private final Function<LocalDate, List<DayCounts>> counts;
  private final Map<LocalDate, Set<String>> over = new TreeMap<>();

  DayThresholds(SubjectArea area, Function<LocalDate, List<DayCounts>> counts) {
    this.area = area;
    this.counts = counts;
  }

  /** Looks at a day anew; what people should know of it, once. */
  List<String> look(LocalDate day) {
    List<String> notes = new ArrayList<>();
    for (DayCounts own : counts.apply(day)) {
      Optional<SourceSpec.Threshold> threshold =
          area.source(own.source()).flatMap(SourceSpec::quarantineAtMost);
      Set<String> sources = over.computeIfAbsent(day, any -> new HashSet<>());
      if (threshold.filter(limit -> limit.isExceeded(own.read(), own.quarantined())).isEmpty()) {
        sources.remove(own.source());
      } else if (sources.add(own.source())) {
        notes.add(
            StreamErrors.overThreshold(
                area.name(),
                own.source(),
                day.toString(),
                own.quarantined(),
                own.read(),
                threshold.get().text()));
      }
    }
    return notes;
  }

  /** Whether a day that had too much in the quarantine has so still. */
  boolean isAnyOver() {
    over.values().removeIf(Set::isEmpty);
    // Members that came later may have let records in.
    List.copyOf(over.keySet()).forEach(this::look);
    return over.values().stream().anyMatch(sources -> !sources.isEmpty());
  }
}
