package io.loadstar.sizing;

import io.loadstar.spark.ShuffleTasks;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of Spark for an input and a cluster, each with the arithmetic behind it. What a load
 * costs was measured (docs/cluster.md); what an executor needs beside its heap is Spark's own rule.
 */
public final class ClusterSizing {
  /** So much text of a file is one task; the reader's own measure. */
  public static final long PARTITION_BYTES = 32 * Bytes.MIB;

  /** For the system and the daemons of a node. */
  private static final int RESERVED_CORES = 1;

  private static final long RESERVED_BYTES = Bytes.GIB;

  /** More cores than this share one heap, and one collector, to their loss. */
  private static final int CORES_PER_EXECUTOR = 5;

  /** {@code spark.executor.memoryOverheadFactor}, and its least. */
  private static final double OVERHEAD = 0.1;

  private static final long LEAST_OVERHEAD = 384 * Bytes.MIB;

  /** Buffers, a million rows' hashes or a bucket of them, and room for joins. */
  private static final long HEAP_PER_CORE = Bytes.GIB;

  /** Hours of a core for a terabyte. */
  private static final double CORE_HOURS_PER_TERABYTE = 36;

  /** Bytes for each byte of input: rows that several steps use. */
  private static final double KEPT = 1.4;

  /** Of the driver: its own, and what it is told of each task. */
  private static final long DRIVER_BYTES = 2 * Bytes.GIB;

  private static final long DRIVER_BYTES_PER_TASK = 64L << 10;

  private ClusterSizing() {}

  /**
   * One setting.
   *
   * @param name Spark's name for it, or what is predicted
   * @param how the arithmetic
   */
  public record Setting(String name, String value, String how) {}

  /**
   * All settings.
   *
   * @param input bytes of text
   * @param memory bytes of a node
   * @param skew share of the rows that one key has
   */
  public static List<Setting> of(long input, int nodes, int cores, long memory, double skew) {
    int usable = Math.max(1, cores - RESERVED_CORES);
    int each = Math.min(CORES_PER_EXECUTOR, usable);
    int perNode = Math.max(1, usable / each);
    int executors = Math.max(1, nodes * perNode - 1);
    int total = executors * each;
    long share = Math.max(0, memory - RESERVED_BYTES) / perNode;
    long overhead = Math.max(LEAST_OVERHEAD, (long) (share * OVERHEAD));
    long heap = share - overhead;
    long wanted = each * HEAP_PER_CORE;
    long tasks = Math.max(1, (input + PARTITION_BYTES - 1) / PARTITION_BYTES);
    long shuffle = ShuffleTasks.of(total, input);
    long driver = DRIVER_BYTES + tasks * DRIVER_BYTES_PER_TASK;
    double hours = input / (double) (1L << 40) * CORE_HOURS_PER_TERABYTE;
    List<Setting> settings = new ArrayList<>();
    settings.add(
        new Setting(
            "spark.executor.cores",
            Integer.toString(each),
            "at most %d of the %d that a node has without one for its system"
                .formatted(CORES_PER_EXECUTOR, usable)));
    settings.add(
        new Setting(
            "spark.executor.instances",
            Integer.toString(executors),
            "%d nodes x %d executors, less one for the driver".formatted(nodes, perNode)));
    settings.add(
        new Setting(
            "spark.executor.memory",
            heap / Bytes.MIB + "m",
            "(%s of a node - 1 GB) / %d executors - overhead; a load needs %s (1 GB a core), more is for the disk cache"
                .formatted(Bytes.shown(memory), perNode, Bytes.shown(wanted))));
    settings.add(
        new Setting(
            "spark.executor.memoryOverhead",
            overhead / Bytes.MIB + "m",
            "a tenth of an executor's share, 384 MB at least"));
    settings.add(
        new Setting(
            "spark.driver.memory",
            driver / Bytes.MIB + "m",
            "2 GB + 64 KB for each of %,d tasks".formatted(tasks)));
    settings.add(
        new Setting(
            "spark.sql.shuffle.partitions",
            Long.toString(shuffle),
            "the larger of 4 x %d cores and %s of shuffled hashes (a fifth of the input) / 128 MB"
                .formatted(total, Bytes.shown((long) (input * ShuffleTasks.SHUFFLED)))));
    settings.add(
        new Setting(
            "tasks that read",
            Long.toString(tasks),
            "%s of input / 32 MB, which Loadstar cuts by itself".formatted(Bytes.shown(input))));
    settings.add(
        new Setting(
            "spark.local.dir",
            Bytes.shown((long) (input * (KEPT + ShuffleTasks.SHUFFLED) / executors)),
            "free on each executor: (1.4 kept + 0.2 shuffled) x input / %d".formatted(executors)));
    settings.add(
        new Setting(
            "minutes to stage",
            Long.toString(Math.max(1, Math.round(hours * 60 / total))),
            "%.1f core hours (36 for a TB) / %d cores".formatted(hours, total)));
    settings.add(
        new Setting(
            "largest task by a hot key",
            Bytes.shown((long) (skew * input)),
            "in a join of all rows by key, at a skew of %.2f; Loadstar joins distinct keys, one row each"
                .formatted(skew)));
    return settings;
  }

  /** What does not fit, for a person; empty if all is well. */
  public static List<String> warnings(long input, int nodes, int cores, long memory) {
    List<String> warnings = new ArrayList<>();
    int usable = Math.max(1, cores - RESERVED_CORES);
    int each = Math.min(CORES_PER_EXECUTOR, usable);
    int perNode = Math.max(1, usable / each);
    long share = Math.max(0, memory - RESERVED_BYTES) / perNode;
    long heap = share - Math.max(LEAST_OVERHEAD, (long) (share * OVERHEAD));
    if (heap < each * HEAP_PER_CORE) {
      warnings.add(
          "An executor would have %s of heap for %d cores, and a load needs 1 GB a core: take nodes with more memory, or use fewer of their cores."
              .formatted(Bytes.shown(Math.max(0, heap)), each));
    }
    long tasks = (input + PARTITION_BYTES - 1) / PARTITION_BYTES;
    long total = (long) nodes * perNode * each;
    if (tasks < total) {
      warnings.add(
          "%,d tasks read the input, and there are %,d cores: fewer nodes do as well."
              .formatted(tasks, total));
    }
    return warnings;
  }
}
