package io.loadstar.model.run;

import java.time.LocalDate;

/**
 * One run of a batch.
 *
 * @param runId number of the run in its warehouse's ledger
 * @param token random, so that runs of different warehouses never share a quarantine folder
 */
public record RunIdentity(long runId, String token, String area, LocalDate batchDate) {
  /** Name of the run's folder in the quarantine until it is published. */
  public String folder() {
    return runId + "-" + token;
  }
}
