package io.loadstar.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Rows in Spark's own form, without a conversion of every value. */
public final class InternalRows {
  private InternalRows() {}

  /** Adaptive plans run their exchanges here; a task may reuse one object for all its rows. */
  public static JavaRDD<InternalRow> of(Dataset<Row> rows) {
    return ((org.apache.spark.sql.classic.Dataset<Row>) rows).queryExecution().toRdd().toJavaRDD();
  }
}
