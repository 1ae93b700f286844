package io.loadstar.stage;

import io.loadstar.model.star.StagingTable;
import io.loadstar.model.star.StarTable;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Brings the rows of a run into staging tables, as the warehouse's engine takes them fastest. */
public interface Stager {
  /** Empties the staging tables of whatever an earlier run left there. */
  void clear(List<StarTable> tables);

  /** Gives back the room of what was staged, once it is published. */
  void discard(List<StarTable> tables);

  /**
   * Stages rows. A task that Spark runs twice stages its rows once.
   *
   * @param typed in the types and the order of the table's columns
   * @return rows staged
   */
  long stage(Dataset<Row> typed, StagingTable table);
}
