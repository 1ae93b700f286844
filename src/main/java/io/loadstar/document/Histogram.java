package io.loadstar.document;

import io.loadstar.model.profile.ColumnStatistics.Bar;
import java.util.List;

/** Bars side by side, as SVG; each says its figures when it is pointed at. */
record Histogram(List<Bar> bars) {
  private static final int WIDTH = 11;
  private static final int HEIGHT = 44;

  String svg() {
    long most = bars.stream().mapToLong(Bar::records).max().orElse(1);
    StringBuilder svg =
        new StringBuilder(
            "<svg width=\"%d\" height=\"%d\" role=\"img\">".formatted(bars.size() * WIDTH, HEIGHT));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      // What is there is seen.
      long height = bar.records() == 0 ? 0 : Math.max(1, HEIGHT * bar.records() / most);
      svg.append(
          "<rect class=\"bar\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"><title>%s to %s: %d</title></rect>"
              .formatted(
                  i * WIDTH,
                  HEIGHT - height,
                  WIDTH - 1,
                  height,
                  bar.from(),
                  bar.to(),
                  bar.records()));
    }
    return svg.append("</svg>").toString();
  }
}
