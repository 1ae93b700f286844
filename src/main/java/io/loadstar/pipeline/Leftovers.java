package io.loadstar.pipeline;

import io.loadstar.ledger.RunLedger;
import io.loadstar.quarantine.QuarantineFolder;
import java.time.LocalDate;
import java.util.Optional;

/** Finishes what a run that died between its commit and its last rename left. */
final class Leftovers {
  private Leftovers() {}

  /**
   * Settles what was published.
   *
   * @param loading the batch whose unpublished leftovers are obsolete now, if any
   */
  static void settle(RunLedger ledger, QuarantineFolder quarantine, Optional<LocalDate> loading) {
    for (String folder : quarantine.unsettled()) {
      int dash = folder.indexOf('-');
      Optional<Boolean> isPublished =
          ledger.isPublished(Long.parseLong(folder.substring(0, dash)), folder.substring(dash + 1));
      if (isPublished.orElse(false)) {
        quarantine.settle(folder);
      } else if (isPublished.isPresent()) {
        loading.ifPresent(batch -> quarantine.discard(folder, batch));
      }
    }
  }
}
