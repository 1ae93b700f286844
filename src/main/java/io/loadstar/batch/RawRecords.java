package io.loadstar.batch;

import io.loadstar.model.SourceSpec;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;

/**
 * A source as read.
 *
 * @param rows shape of {@link RawRows}
 * @param recordsRead how many records were read, known once {@code rows} have been used
 */
public record RawRecords(Dataset<Row> rows, Supplier<Long> recordsRead) {
  /** Counts the rows of a source as they pass. */
  public static RawRecords counted(
      org.apache.spark.sql.SparkSession session,
      SourceSpec source,
      JavaRDD<InternalRow> rows,
      String name) {
    SparkSession spark = (SparkSession) session;
    RecordCounts counts = new RecordCounts();
    spark.sparkContext().register(counts);
    JavaRDD<InternalRow> counted =
        rows.mapPartitionsWithIndex(
            (partition, records) -> new CountedRows(records, partition, counts), true);
    counted.setName(name);
    Dataset<Row> raw = spark.internalCreateDataFrame(counted.rdd(), RawRows.schema(source), false);
    return new RawRecords(raw, counts::value);
  }

  /** Tells {@link RecordCounts} how many rows passed once the last one has. */
  private static final class CountedRows implements Iterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final int partition;
    private final RecordCounts counts;
    private long passed;

    CountedRows(Iterator<InternalRow> rows, int partition, RecordCounts counts) {
      this.rows = rows;
      this.partition = partition;
      this.counts = counts;
    }

    @Override
    public boolean hasNext() {
      boolean hasNext = rows.hasNext();
      if (!hasNext) {
        counts.add(Map.entry(partition, passed));
      }
      return hasNext;
    }

    @Override
    public InternalRow next() {
      passed++;
      return rows.next();
    }
  }
}
