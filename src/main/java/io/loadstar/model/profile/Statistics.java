package io.loadstar.model.profile;

import java.util.List;

/**
 * What files hold, source by source.
 *
 * @param overlaps columns whose values are those of another source's key
 */
public record Statistics(List<SourceStatistics> sources, List<Overlap> overlaps) {
  /**
   * Values that two sources share.
   *
   * @param column whose values were looked for
   * @param in key of another source, {@code customers.id}
   * @param share of the column's different values that are there, from 0 to 1
   * @param isExact whether they were counted; else the share is within 2 of 100
   */
  public record Overlap(String column, String in, double share, boolean isExact) {}
}
