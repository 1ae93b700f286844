package io.loadstar.bench;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** Time against rows, a line a job, as SVG. */
record Plot(Results results) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int MARGIN = 60;
  private static final String[] COLORS = {"#444444", "#d1495b", "#edae49", "#00798c", "#66a182"};

  String svg() {
    Map<String, Map<Long, Double>> medians = results.medians();
    double mostRows =
        medians.values().stream()
            .flatMap(job -> job.keySet().stream())
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
    double mostSeconds =
        medians.values().stream()
            .map(Map::values)
            .flatMap(Collection::stream)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    StringBuilder svg = new StringBuilder(head(mostRows, mostSeconds));
    int index = 0;
    for (Map.Entry<String, Map<Long, Double>> job : medians.entrySet()) {
      svg.append(line(job.getKey(), job.getValue(), index++, mostRows, mostSeconds));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String head(double rows, double seconds) {
    StringBuilder head = new StringBuilder();
    head.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n"
            .formatted(WIDTH, HEIGHT));
    head.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    for (int i = 0; i <= 4; i++) {
      head.append(
          text(
              x(rows * i / 4, rows),
              HEIGHT - MARGIN + 20,
              "middle",
              "%,.0f".formatted(rows * i / 4)));
      head.append(
          text(
              MARGIN - 8,
              y(seconds * i / 4, seconds) + 4,
              "end",
              "%.0f s".formatted(seconds * i / 4)));
      head.append(
          "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>\n"
              .formatted(MARGIN, y(seconds * i / 4, seconds), WIDTH - MARGIN));
    }
    return head.append(text(WIDTH / 2.0, HEIGHT - 15, "middle", "rows of the fact")).toString();
  }

  private static String line(
      String job, Map<Long, Double> times, int index, double rows, double seconds) {
    String color = COLORS[index % COLORS.length];
    StringBuilder line = new StringBuilder("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"");
    line.append(color).append("\" points=\"");
    times.forEach(
        (size, time) -> line.append("%.1f,%.1f ".formatted(x(size, rows), y(time, seconds))));
    line.append("\"/>\n");
    times.forEach(
        (size, time) ->
            line.append(
                "<circle r=\"3\" fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\"/>\n"
                    .formatted(color, x(size, rows), y(time, seconds))));
    line.append(
        "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>\n"
            .formatted(MARGIN + 12, MARGIN + 20 * index - 10, color));
    return line.append(text(MARGIN + 30, MARGIN + 20 * index, "start", job)).toString();
  }

  private static String text(double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        x,
        y,
        anchor,
        text);
  }

  private static double x(double rows, double most) {
    return MARGIN + rows / most * (WIDTH - 2 * MARGIN);
  }

  private static double y(double seconds, double most) {
    return HEIGHT - MARGIN - seconds / most * (HEIGHT - 2 * MARGIN);
  }
}
