package io.loadstar.spill;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;

/** A set of hashes that every executor can hold. */
public final class HashMembership implements Serializable {
  /** As many as the driver and every executor can hold. */
  private static final int MOST = 1_000_000;

  /** One in so many hashes that are not in the set needs a second look. */
  private static final int BITS_PER_HASH = 32;

  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** Holds every hash. */
  private static final HashMembership ALL = new HashMembership(new long[0], true);

  private final long[] sorted;
  private final long[] bits;
  private final int shift;
  private final boolean holdsAll;

  private HashMembership(long[] values, boolean holdsAll) {
    this.holdsAll = holdsAll;
    this.sorted = LongStream.of(values).sorted().distinct().toArray();
    long wanted = Math.max(Long.SIZE, (long) BITS_PER_HASH * sorted.length);
    int log = Long.SIZE - Long.numberOfLeadingZeros(wanted - 1);
    this.bits = new long[1 << (log - Long.numberOfTrailingZeros(Long.SIZE))];
    this.shift = Long.SIZE - log;
    for (long hash : sorted) {
      int bit = bit(hash);
      bits[bit >>> 6] |= 1L << bit;
    }
  }

  /**
   * Collects the hashes of all partitions.
   *
   * @return {@link #ALL} if there are more than a set can hold
   */
  static HashMembership collected(JavaRDD<long[]> parts) {
    int each = MOST / Math.max(1, parts.getNumPartitions());
    List<long[][]> found =
        parts.map(own -> own.length <= each ? new long[][] {own} : new long[0][]).collect();
    return found.stream().anyMatch(part -> part.length == 0)
        ? ALL
        : new HashMembership(
            found.stream().flatMapToLong(part -> Arrays.stream(part[0])).toArray(), false);
  }

  boolean contains(long hash) {
    int bit = bit(hash);
    return holdsAll
        || ((bits[bit >>> 6] & 1L << bit) != 0 && Arrays.binarySearch(sorted, hash) >= 0);
  }

  /** Whether they are so many that every hash counts as one of them. */
  public boolean areAll() {
    return holdsAll;
  }

  /** How many they are; more than can be counted if they {@link #areAll}. */
  public int count() {
    return holdsAll ? Integer.MAX_VALUE : sorted.length;
  }

  public boolean isEmpty() {
    return sorted.length == 0 && !holdsAll;
  }

  /** Numbers are their own hashes, and often have much in common. */
  static long spread(long hash) {
    return hash * SPREAD;
  }

  private int bit(long hash) {
    return (int) (spread(hash) >>> shift);
  }
}
