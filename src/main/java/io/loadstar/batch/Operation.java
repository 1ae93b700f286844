package io.loadstar.batch;

import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An operation of Spark's, with what its plan is explained by.
 *
 * @param owner the source or table that it is for
 * @param name what it does, for people
 * @param causeByColumn why rows are moved or sorted, by the start of the name of the column that a
 *     window or a join computes or compares
 * @param ofAggregates what is grouped
 * @param ofJoins what the rows are joined with
 * @param largestFile of an operation that reads a source
 */
public record Operation(
    String owner,
    String name,
    Dataset<Row> rows,
    Map<String, String> causeByColumn,
    String ofAggregates,
    String ofJoins,
    Optional<InputFile> largestFile) {

  public static Operation of(
      String owner,
      String name,
      Dataset<Row> rows,
      Map<String, String> causeByColumn,
      String ofAggregates,
      String ofJoins) {
    return new Operation(owner, name, rows, causeByColumn, ofAggregates, ofJoins, Optional.empty());
  }
}
