package io.loadstar.spill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/** Hashes of all partitions side by side. Eight bytes each travel, and only numbers are sorted. */
final class HashBuckets {
  /** A bucket is sorted as a whole: some million numbers, where a partition is 32 MB of text. */
  private static final int PARTITIONS_PER_BUCKET = 4;

  private HashBuckets() {}

  /** Those that occur more than once, each once. */
  static JavaRDD<long[]> repeated(JavaRDD<long[]> hashes) {
    return sorted(hashes)
        .map(
            sorted ->
                IntStream.range(1, sorted.length)
                    .filter(i -> sorted[i] == sorted[i - 1])
                    .filter(i -> i == 1 || sorted[i] != sorted[i - 2])
                    .mapToLong(i -> sorted[i])
                    .toArray());
  }

  /** All of them, each once. */
  static JavaRDD<long[]> distinct(JavaRDD<long[]> hashes) {
    return sorted(hashes)
        .map(
            sorted ->
                IntStream.range(0, sorted.length)
                    .filter(i -> i == 0 || sorted[i] != sorted[i - 1])
                    .mapToLong(i -> sorted[i])
                    .toArray());
  }

  private static JavaRDD<long[]> sorted(JavaRDD<long[]> hashes) {
    int parts = hashes.getNumPartitions();
    if (parts == 1) {
      return hashes.mapPartitions(own -> List.of(sorted(own)).iterator());
    }
    int cores = hashes.context().defaultParallelism();
    int buckets = Math.max(1, Math.max(parts / PARTITIONS_PER_BUCKET, Math.min(parts, cores)));
    return hashes
        .mapPartitionsToPair(own -> buckets(own, buckets))
        .partitionBy(new HashPartitioner(buckets))
        .values()
        .mapPartitions(own -> List.of(sorted(own)).iterator());
  }

  private static Iterator<Tuple2<Integer, long[]>> buckets(Iterator<long[]> parts, int count) {
    LongStream.Builder[] buckets =
        IntStream.range(0, count)
            .mapToObj(bucket -> LongStream.builder())
            .toArray(LongStream.Builder[]::new);
    parts.forEachRemaining(
        part -> {
          for (long hash : part) {
            buckets[(int) ((HashMembership.spread(hash) >>> 1) % count)].add(hash);
          }
        });
    return IntStream.range(0, count)
        .mapToObj(bucket -> new Tuple2<>(bucket, buckets[bucket].build().toArray()))
        .filter(bucket -> bucket._2().length > 0)
        .iterator();
  }

  private static long[] sorted(Iterator<long[]> parts) {
    long[] sorted = joined(parts);
    Arrays.sort(sorted);
    return sorted;
  }

  private static long[] joined(Iterator<long[]> parts) {
    List<long[]> all = new ArrayList<>();
    parts.forEachRemaining(all::add);
    long[] joined = new long[all.stream().mapToInt(part -> part.length).sum()];
    int end = 0;
    for (long[] part : all) {
      System.arraycopy(part, 0, joined, end, part.length);
      end += part.length;
    }
    return joined;
  }
}
