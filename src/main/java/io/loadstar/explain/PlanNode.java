package io.loadstar.explain;

import java.util.List;
import java.util.Locale;

/**
 * A node of a physical plan.
 *
 * @param depth how far below the plan's root
 * @param text the node as Spark writes it
 * @param cause why rows are moved or sorted here; of a scan, what is scanned
 * @param rows what Spark saw pass, -1 if it is not known
 * @param bytes of an exchange what it wrote, of a sort what it spilled; -1 if not known
 */
public record PlanNode(int depth, String text, Kind kind, String cause, long rows, long bytes) {
  private static final int WIDEST = 100;
  private static final int NARROWEST = 60;

  /** What a node is for the reader. */
  public enum Kind {
    EXCHANGE,
    BROADCAST,
    SORT,
    SCAN,
    OTHER
  }

  /** The node, indented, and below it what there is to say of it. */
  public List<String> lines() {
    String indent = "  ".repeat(Math.max(0, depth - 1)) + (depth == 0 ? "" : "+- ");
    int room = Math.max(NARROWEST, WIDEST - indent.length());
    String node = indent + (text.length() <= room ? text : text.substring(0, room - 3) + "...");
    return kind == Kind.OTHER
        ? List.of(node)
        : List.of(node, " ".repeat(indent.length()) + "^ " + remark());
  }

  /** Such as {@code broadcast: 3 missing keys of course}. */
  public String remark() {
    String word = kind.name().toLowerCase(Locale.ROOT) + ": ";
    return switch (kind) {
      case BROADCAST -> word + (rows < 0 ? "" : rows + " ") + cause;
      case EXCHANGE, SCAN ->
          word + cause + (rows < 0 ? "" : ", " + rows + (rows == 1 ? " row" : " rows")) + size();
      case SORT -> word + cause + (bytes > 0 ? ", spilled " + shown(bytes) : "");
      case OTHER -> "";
    };
  }

  private String size() {
    return bytes < 0 ? "" : ", " + shown(bytes);
  }

  static String shown(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double kibibytes = bytes / 1024.0;
    return kibibytes < 1024
        ? String.format(Locale.ROOT, "%.1f KiB", kibibytes)
        : String.format(Locale.ROOT, "%.1f MiB", kibibytes / 1024);
  }
}
