package io.loadstar.document;

import io.loadstar.document.AreaPage.Link;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Boxes in columns, and lines between them, as SVG.
 *
 * @param columns names of the boxes, from left to right and from top to bottom
 * @param links between boxes; those to what is in no column are left out
 */
record Diagram(List<List<String>> columns, List<Link> links) {
  private static final int WIDTH = 210;
  private static final int HEIGHT = 34;
  private static final int BETWEEN_COLUMNS = 130;
  private static final int BETWEEN_ROWS = 22;
  private static final int MARGIN = 12;

  private record Box(int x, int y) {}

  String svg() {
    int rows = columns.stream().mapToInt(List::size).max().orElse(0);
    int height = MARGIN * 2 + rows * (HEIGHT + BETWEEN_ROWS);
    int width = MARGIN * 2 + columns.size() * (WIDTH + BETWEEN_COLUMNS) - BETWEEN_COLUMNS;
    Map<String, Box> boxes = boxes(height);
    StringBuilder svg =
        new StringBuilder(
            "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\">\n"
                .formatted(width, height, width));
    for (Link link : links) {
      Box from = boxes.get(link.from());
      Box to = boxes.get(link.to());
      if (from != null && to != null) {
        svg.append(line(from, to, link.label()));
      }
    }
    columns.forEach(
        column ->
            column.forEach(name -> svg.append(box(name, boxes.getOrDefault(name, new Box(0, 0))))));
    return svg.append("</svg>\n").toString();
  }

  private Map<String, Box> boxes(int height) {
    Map<String, Box> boxes = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      List<String> column = columns.get(i);
      int own = column.size() * (HEIGHT + BETWEEN_ROWS) - BETWEEN_ROWS;
      int y = (height - own) / 2;
      for (String name : column) {
        boxes.put(name, new Box(MARGIN + i * (WIDTH + BETWEEN_COLUMNS), y));
        y += HEIGHT + BETWEEN_ROWS;
      }
    }
    return boxes;
  }

  private static String box(String name, Box box) {
    String kind =
        name.startsWith("fact_") ? "fact" : name.startsWith("dim_") ? "dimension" : "other";
    return """
        <a href="#%1$s"><rect x="%2$d" y="%3$d" width="%4$d" height="%5$d" rx="5" class="%6$s"/>\
        <text x="%7$d" y="%8$d" text-anchor="middle">%1$s</text></a>
        """
        .formatted(
            escaped(name),
            box.x(),
            box.y(),
            WIDTH,
            HEIGHT,
            kind,
            box.x() + WIDTH / 2,
            box.y() + 22);
  }

  /** From side to side; two boxes of one column are joined around the right. */
  private static String line(Box from, Box to, String label) {
    boolean isBack = to.x() < from.x();
    boolean isBeside = to.x() == from.x();
    int startX = isBack ? from.x() : from.x() + WIDTH;
    int endX = isBack || isBeside ? to.x() + WIDTH : to.x();
    int startY = from.y() + HEIGHT / 2;
    int endY = to.y() + HEIGHT / 2;
    int bend = isBack ? -BETWEEN_COLUMNS / 2 : BETWEEN_COLUMNS / 2;
    int endBend = isBeside ? bend : -bend;
    String path =
        String.format(
            Locale.ROOT,
            "<path d=\"M%d %d C%d %d %d %d %d %d\"/>%n",
            startX,
            startY,
            startX + bend,
            startY,
            endX + endBend,
            endY,
            endX,
            endY);
    return label.isEmpty()
        ? path
        : path
            + String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" class=\"key\">%s</text>%n",
                (startX + endX) / 2,
                (startY + endY) / 2 - 4,
                escaped(label));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
