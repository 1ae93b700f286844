package io.loadstar.pipeline;

import io.loadstar.model.star.DimensionTable;
import io.loadstar.model.star.StarTable;
import io.loadstar.publish.StagedRows;

/** What is being staged, waited for in time that does not count for who waits. */
record WaitingRows(Staging staging, RunProgress steps) implements StagedRows {
  @Override
  public long await(StarTable table) {
    return steps.waiting(() -> staging.await(table));
  }

  @Override
  public long awaitInferred(DimensionTable table) {
    return steps.waiting(() -> staging.awaitInferred(table));
  }
}
