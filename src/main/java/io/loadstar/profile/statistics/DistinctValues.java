package io.loadstar.profile.statistics;

import java.util.Optional;
import org.apache.datasketches.theta.Intersection;
import org.apache.datasketches.theta.SetOperation;
import org.apache.datasketches.theta.Sketch;
import org.apache.datasketches.theta.Union;
import org.apache.datasketches.theta.UpdateSketch;

/** How many different values there are, by file and in all: exact for some ten thousand of them. */
final class DistinctValues {
  /** The error of an estimate is one by the square root of it. */
  private static final int ENTRIES = 16_384;

  /** An estimate from so many is within 5 of 100. */
  private static final int FEWEST_KEPT = 400;

  /** An empty text is passed over. */
  private static final String NO_CHARACTERS = "\u0000";

  private final Union all = SetOperation.builder().setNominalEntries(ENTRIES).buildUnion();
  private final UpdateSketch file = UpdateSketch.builder().setNominalEntries(ENTRIES).build();
  private long values;
  private long uniqueFiles;

  void add(String value) {
    file.update(value.isEmpty() ? NO_CHARACTERS : value);
    values++;
  }

  /** Ends a file of so many records. */
  void endFile(long records) {
    boolean isUnique =
        records > 0
            && values == records
            && (file.isEstimationMode()
                ? records <= file.getUpperBound(2)
                : records == Math.round(file.getEstimate()));
    uniqueFiles += isUnique ? 1 : 0;
    all.union(file);
    file.reset();
    values = 0;
  }

  long uniqueFiles() {
    return uniqueFiles;
  }

  long count() {
    return Math.round(all.getResult().getEstimate());
  }

  boolean isExact() {
    return !all.getResult().isEstimationMode();
  }

  /**
   * Share of these values that are there as well; empty if there are none, or if so few of them are
   * kept beside so many there that an estimate would say nothing.
   */
  Optional<Double> shareIn(DistinctValues other) {
    Sketch own = all.getResult();
    Sketch there = other.all.getResult();
    boolean isExact = !own.isEstimationMode() && !there.isEstimationMode();
    boolean isTold = own.getEstimate() * Math.min(own.getTheta(), there.getTheta()) >= FEWEST_KEPT;
    if (own.isEmpty() || (!isExact && !isTold)) {
      return Optional.empty();
    }
    Intersection both = SetOperation.builder().setNominalEntries(ENTRIES).buildIntersection();
    both.intersect(own);
    both.intersect(there);
    return Optional.of(Math.min(1, both.getResult().getEstimate() / own.getEstimate()));
  }
}
