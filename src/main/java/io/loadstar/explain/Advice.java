package io.loadstar.explain;

import io.loadstar.model.FormatSpec;
import io.loadstar.model.SourceSpec;
import io.loadstar.model.SourceSpec.Keep;
import java.util.List;

/** One thing to change, where a plan shows one. The most expensive comes first. */
public final class Advice {
  /** From here on, reading a file by one task is what a load waits for. */
  private static final long LARGE_FILE = 64L << 20;

  private Advice() {}

  /** Of any operation: memory that was too small for a sort. */
  public static String of(List<PlanNode> nodes) {
    return nodes.stream()
        .filter(node -> node.kind() == PlanNode.Kind.SORT && node.bytes() > 0)
        .findFirst()
        .map(
            sort ->
                "The sort for "
                    + sort.cause()
                    + " spilled "
                    + PlanNode.shown(sort.bytes())
                    + " to disk: give Spark more memory, as in LOADSTAR_JAVA_OPTS=-Xmx8g.")
        .orElse("");
  }

  /**
   * Of an operation that reads a source.
   *
   * @param kind format of the largest file
   * @param largestFile its size in bytes
   */
  public static String of(
      List<PlanNode> nodes, SourceSpec source, FormatSpec.Kind kind, long largestFile) {
    String general = of(nodes);
    if (!general.isEmpty()) {
      return general;
    }
    if (kind == FormatSpec.Kind.CSV && source.format().multiLine() && largestFile >= LARGE_FILE) {
      return "Where quotes are all over a large file of "
          + source.name()
          + " (the largest has "
          + PlanNode.shown(largestFile)
          + "), one task reads it, since a quoted field may hold a line break. If none does, say"
          + " 'format: {multi_line: false}', and all cores read.";
    }
    boolean keepsOne = source.unique().filter(unique -> unique.keep() != Keep.NONE).isPresent();
    if (source.dropDuplicates() && keepsOne) {
      return "Rows of "
          + source.name()
          + " are sorted twice, for exact duplicates and for the unique key. Without 'duplicates: drop'"
          + " once is enough; repeated records are then quarantined by the unique key, where now"
          + " they are dropped and counted.";
    }
    return "";
  }
}
