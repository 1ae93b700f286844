package io.loadstar.document;

import io.loadstar.model.profile.ColumnStatistics;
import io.loadstar.model.profile.SourceStatistics;
import io.loadstar.model.profile.Statistics;
import java.util.List;

/** What a page says of files. */
record ProfilePage(List<Source> sources, List<Overlap> overlaps) {
  /** A source and its columns. */
  record Source(SourceStatistics statistics, List<Column> columns) {}

  /**
   * A column.
   *
   * @param gap records without a value, of 100
   * @param plot of its histogram as SVG, empty if it has none
   */
  record Column(ColumnStatistics statistics, long gap, String plot) {}

  /** Values that are another source's keys, of 100. */
  record Overlap(Statistics.Overlap statistics, int percent) {}

  static ProfilePage of(Statistics statistics) {
    return new ProfilePage(
        statistics.sources().stream()
            .map(
                source ->
                    new Source(source, source.columns().stream().map(ProfilePage::column).toList()))
            .toList(),
        statistics.overlaps().stream()
            .map(overlap -> new Overlap(overlap, (int) (overlap.share() * 100)))
            .toList());
  }

  private static Column column(ColumnStatistics column) {
    long gap = column.records() == 0 ? 0 : 100 * column.withoutValue() / column.records();
    return new Column(
        column, gap, column.histogram().size() < 2 ? "" : new Histogram(column.histogram()).svg());
  }
}
