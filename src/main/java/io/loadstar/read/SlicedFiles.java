package io.loadstar.read;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag$;

/**
 * Files, a partition for each slice. Where to cut them is found out while Spark plans and compiles
 * what is done with their rows; whoever asks for the partitions waits for it.
 */
final class SlicedFiles extends RDD<InternalRow> {
  private final SliceReader reader;
  private final transient CompletableFuture<List<FileSlice>> slices;

  SlicedFiles(SparkContext context, SliceReader reader, CompletableFuture<List<FileSlice>> slices) {
    super(
        context,
        CollectionConverters.asScala(List.<org.apache.spark.Dependency<?>>of()).toSeq(),
        ClassTag$.MODULE$.apply(InternalRow.class));
    this.reader = reader;
    this.slices = slices;
  }

  private record Slice(int index, FileSlice slice) implements Partition {}

  @Override
  public Partition[] getPartitions() {
    List<FileSlice> found = slices.join();
    return IntStream.range(0, found.size())
        .mapToObj(i -> new Slice(i, found.get(i)))
        .toArray(Partition[]::new);
  }

  @Override
  public Iterator<InternalRow> compute(Partition split, TaskContext context) {
    return CollectionConverters.asScala(reader.rows(((Slice) split).slice()));
  }
}
