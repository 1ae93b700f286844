package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.batch.RawRows;
import io.loadstar.error.LoaderException;
import io.loadstar.model.SourceSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/**
 * The files of a source, opened to see what they are.
 *
 * @param files that can be read as the source, as far as their beginnings tell
 * @param problems of the others
 */
public record OpenedFiles(
    SparkSession spark, SourceSpec source, List<InputFile> files, List<String> problems) {

  /** Opens every file. */
  public static OpenedFiles of(SparkSession spark, SourceSpec source, List<InputFile> files) {
    List<InputFile> good = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    SourceReader reader = reader(spark);
    for (InputFile file : files) {
      try {
        reader.open(source, file);
        good.add(file);
      } catch (LoaderException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new OpenedFiles(spark, source, good, problems);
  }

  /** The first records, no more of the files being read than that takes. */
  public Dataset<Row> first(int limit) {
    Dataset<Row> all = reader(spark).readInOrder(source, files).rows();
    return spark.createDataFrame(all.takeAsList(limit), all.schema());
  }

  /** Is shown each record. */
  public interface Visitor {
    /**
     * Takes a record.
     *
     * @param isBroken whether it could not be taken apart; it has no values then
     * @param values texts of the source's columns, null where there is none
     */
    void take(String file, boolean isBroken, List<@Nullable String> values);
  }

  /** Goes through all records, file by file, on this machine and one by one. */
  public void visit(Visitor visitor) {
    SourceReader reader = reader(spark);
    for (InputFile file : files) {
      Iterator<InternalRow> rows = reader.rows(source, file);
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        List<@Nullable String> values = new ArrayList<>();
        for (int i = RawRows.PLACE_COLUMNS; i < row.numFields(); i++) {
          values.add(row.isNullAt(i) ? null : row.getUTF8String(i).toString());
        }
        boolean isBroken = !row.isNullAt(RawRows.PLACE.indexOf(RawRows.BROKEN_RULE));
        visitor.take(file.path(), isBroken, values);
      }
    }
  }

  private static SourceReader reader(SparkSession spark) {
    SeenFields seen = new SeenFields();
    spark.sparkContext().register(seen);
    return new SourceReader(spark, seen);
  }
}
