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
 * The first records of a source, and what is wrong with its files.
 *
 * @param rows at most so many, as the station read gives them
 * @param problems of files that no record could be read of
 */
public record FirstRecords(Dataset<Row> rows, List<String> problems) {

  /** Opens every file, and reads on until there are enough records. */
  public static FirstRecords of(
      SparkSession spark, SourceSpec source, List<InputFile> files, int limit) {
    List<InputFile> good = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    SeenFields seen = new SeenFields();
    spark.sparkContext().register(seen);
    SourceReader reader = new SourceReader(spark, seen);
    for (InputFile file : files) {
      try {
        reader.read(source, List.of(file));
        good.add(file);
      } catch (LoaderException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new FirstRecords(reader.read(source, good).rows().limit(limit), problems);
  }
}
