package io.loadstar.batch;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.util.AccumulatorV2;

/**
 * Counts records by partition. A partition that Spark runs twice replaces its count rather than
 * adding to it, so the sum is exact whatever is retried.
 */
public final class RecordCounts extends AccumulatorV2<Map.Entry<Integer, Long>, Long> {
  private final Map<Integer, Long> byPartition = new HashMap<>();

  @Override
  public synchronized boolean isZero() {
    return byPartition.isEmpty();
  }

  @Override
  public synchronized AccumulatorV2<Map.Entry<Integer, Long>, Long> copy() {
    RecordCounts copy = new RecordCounts();
    copy.byPartition.putAll(byPartition);
    return copy;
  }

  @Override
  public synchronized void reset() {
    byPartition.clear();
  }

  @Override
  public synchronized void add(Map.Entry<Integer, Long> count) {
    byPartition.put(count.getKey(), count.getValue());
  }

  @Override
  public synchronized void merge(AccumulatorV2<Map.Entry<Integer, Long>, Long> other) {
    byPartition.putAll(((RecordCounts) other).byPartition);
  }

  @Override
  public synchronized Long value() {
    return byPartition.values().stream().mapToLong(Long::longValue).sum();
  }
}
