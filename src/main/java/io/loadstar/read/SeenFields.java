package io.loadstar.read;

import java.util.BitSet;
import org.apache.spark.util.AccumulatorV2;

/** Which columns some record of a source had; a task that runs twice tells the same. */
final class SeenFields extends AccumulatorV2<BitSet, BitSet> {
  private final BitSet seen = new BitSet();

  @Override
  public synchronized boolean isZero() {
    return seen.isEmpty();
  }

  @Override
  public synchronized AccumulatorV2<BitSet, BitSet> copy() {
    SeenFields copy = new SeenFields();
    copy.seen.or(seen);
    return copy;
  }

  @Override
  public synchronized void reset() {
    seen.clear();
  }

  @Override
  public synchronized void add(BitSet columns) {
    seen.or(columns);
  }

  @Override
  public void merge(AccumulatorV2<BitSet, BitSet> other) {
    add(other.value());
  }

  @Override
  public synchronized BitSet value() {
    return (BitSet) seen.clone();
  }
}
