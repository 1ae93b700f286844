package io.loadstar.read;

import io.loadstar.batch.InputFile;
import io.loadstar.error.LoaderException;
import io.loadstar.model.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

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
    Dataset<Row> all = all();
    return spark.createDataFrame(all.takeAsList(limit), all.schema());
  }

  /** All records, file by file. */
  public Dataset<Row> all() {
    return reader(spark).readInOrder(source, files).rows();
  }

  private static SourceReader reader(SparkSession spark) {
    SeenFields seen = new SeenFields();
    spark.sparkContext().register(seen);
    return new SourceReader(spark, seen);
  }
}
