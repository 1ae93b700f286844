package io.loadstar.pipeline;

import io.loadstar.error.ConnectionErrors;
import io.loadstar.model.SubjectArea;
import io.loadstar.stage.Stager;
import io.loadstar.stage.postgres.PostgresStager;
import io.loadstar.warehouse.Warehouse;

/** Which way rows go into a warehouse. */
final class Stagers {
  private Stagers() {}

  static Stager of(Warehouse warehouse, SubjectArea area, long runId) {
    return switch (warehouse.dialect()) {
      case POSTGRESQL -> new PostgresStager(warehouse, area, runId);
      case REDSHIFT -> throw ConnectionErrors.redshiftNotYet();
    };
  }
}
