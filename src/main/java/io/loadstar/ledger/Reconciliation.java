package io.loadstar.ledger;

import io.loadstar.model.run.SourceCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds counts that were taken at different places of the way against one another. */
public final class Reconciliation {
  private Reconciliation() {}

  /**
   * What does not add up; empty if nothing is lost.
   *
   * @param counts {@code read} from the reader, {@code loaded} and {@code duplicates} from
   *     validation
   * @param quarantineLines lines written to the quarantine, by source
   * @param stagedFrom rows staged, by "source -> table"
   */
  public static List<String> problems(
      List<SourceCounts> counts,
      Map<String, Long> quarantineLines,
      Map<String, Map<String, Long>> stagedFrom) {
    List<String> problems = new ArrayList<>();
    for (SourceCounts source : counts) {
      long accounted =
          source.loaded() + source.quarantined() + source.duplicates() + source.leftOut();
      if (source.read() != accounted) {
        problems.add(
            source.source()
                + ": read "
                + source.read()
                + ", but loaded + quarantined + duplicates + left out is "
                + accounted);
      }
      long lines = quarantineLines.getOrDefault(source.source(), 0L);
      if (lines != source.quarantined()) {
        problems.add(
            source.source()
                + ": "
                + source.quarantined()
                + " quarantined, but "
                + lines
                + " written to the quarantine");
      }
      stagedFrom
          .getOrDefault(source.source(), Map.of())
          .forEach(
              (table, staged) -> {
                if (staged != source.loaded()) {
                  problems.add(
                      source.source()
                          + ": "
                          + source.loaded()
                          + " loaded, but "
                          + staged
                          + " rows staged for "
                          + table);
                }
              });
    }
    return problems;
  }
}
