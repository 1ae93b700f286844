package io.loadstar.batch;

import io.loadstar.model.SourceSpec;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructType;

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

  /** One record of a source, of which nothing is known but that it is missing. */
  public static RawRecords unreadable(
      org.apache.spark.sql.SparkSession session, SourceSpec source) {
    StructType schema = RawRows.schema(source);
    Object[] values = new Object[schema.length()];
    values[schema.fieldIndex(RawRows.FILE)] = "";
    values[schema.fieldIndex(RawRows.OFFSET)] = 0L;
    values[schema.fieldIndex(RawRows.RAW)] = "";
    return new RawRecords(
        session.createDataFrame(List.of(RowFactory.create(values)), schema), () -> 1L);
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
