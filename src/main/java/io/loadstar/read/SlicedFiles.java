package io.loadstar.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.InputMetrics;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Files, a partition for each slice of a large one, or for many small ones. Where to cut them is
 * found out while Spark plans and compiles what is done with their rows; whoever asks for the
 * partitions waits for it.
 */
final class SlicedFiles extends RDD<InternalRow> {
  /** What opening a file costs, as bytes that are read meanwhile. */
  private static final long OPENING = 64 << 10;

  /** So much at least is worth a task of its own. */
  private static final long LEAST = 1 << 20;

  private final SliceReader reader;
  private final transient Map<String, Long> lengths;
  private final transient CompletableFuture<List<FileSlice>> slices;

  /**
   * Plans nothing yet.
   *
   * @param lengths of the files in bytes, by path
   */
  SlicedFiles(
      SparkContext context,
      SliceReader reader,
      Map<String, Long> lengths,
      CompletableFuture<List<FileSlice>> slices) {
    super(
        context,
        CollectionConverters.asScala(List.<org.apache.spark.Dependency<?>>of()).toSeq(),
        ClassTag$.MODULE$.apply(InternalRow.class));
    this.reader = reader;
    this.lengths = lengths;
    this.slices = slices;
  }

  /** How many tasks suit so many whole files. */
  static int tasks(int files, long bytes, SparkContext spark) {
    long cost = files * OPENING + bytes;
    return (int) Math.max(1, cost / most(cost, spark));
  }

  /** Of all that reading costs, what one task should do. */
  private static long most(long all, SparkContext spark) {
    long share = all / (2L * spark.defaultParallelism());
    return Math.max(LEAST, Math.min(SlicePlanner.SLICE_BYTES, share));
  }

  /** What one task reads, and how many bytes that is. */
  private record Slices(int index, List<FileSlice> slices, long bytes) implements Partition {}

  @Override
  public Partition[] getPartitions() {
    List<Slices> partitions = new ArrayList<>();
    List<FileSlice> found = slices.join();
    long most = most(found.stream().mapToLong(this::cost).sum(), sparkContext());
    List<FileSlice> together = new ArrayList<>();
    long cost = 0;
    for (FileSlice slice : found) {
      if (!together.isEmpty() && cost + cost(slice) > most) {
        partitions.add(slices(partitions.size(), together, cost));
        together = new ArrayList<>();
        cost = 0;
      }
      together.add(slice);
      cost += cost(slice);
    }
    if (!together.isEmpty()) {
      partitions.add(slices(partitions.size(), together, cost));
    }
    return partitions.toArray(Partition[]::new);
  }

  private static Slices slices(int index, List<FileSlice> slices, long cost) {
    return new Slices(index, slices, cost - OPENING * slices.size());
  }

  private long cost(FileSlice slice) {
    long length = lengths.getOrDefault(slice.path(), slice.end());
    return OPENING + Math.min(slice.end(), length) - slice.start();
  }

  @Override
  public Iterator<InternalRow> compute(Partition split, TaskContext context) {
    Slices own = (Slices) split;
    InputMetrics metrics = context.taskMetrics().inputMetrics();
    metrics.incBytesRead(own.bytes());
    return CollectionConverters.asScala(new Rows(reader, own.slices().iterator(), metrics));
  }

  /** Rows of one slice after the other; each is opened when the one before it has ended. */
  private static final class Rows implements java.util.Iterator<InternalRow> {
    private final SliceReader reader;
    private final java.util.Iterator<FileSlice> left;
    private final InputMetrics metrics;
    private java.util.Iterator<InternalRow> rows = List.<InternalRow>of().iterator();

    Rows(SliceReader reader, java.util.Iterator<FileSlice> left, InputMetrics metrics) {
      this.metrics = metrics;
      this.reader = reader;
      this.left = left;
    }

    @Override
    public boolean hasNext() {
      while (!rows.hasNext() && left.hasNext()) {
        rows = reader.rows(left.next());
      }
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      metrics.incRecordsRead(1);
      return rows.next();
    }
  }
}
