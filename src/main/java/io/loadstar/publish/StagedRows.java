package io.loadstar.publish;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.StarTable;

/** What a run stages, perhaps still. */
public interface StagedRows {
  /** Returns once all rows of a table are staged, with how many its own are. */
  long await(StarTable table);

  /** As above: how many members of a dimension only facts name. */
  long awaitInferred(DimensionTable table);
}
