package io.loadstar.quarantine;

import io.loadstar.error.LoaderException;
import io.loadstar.model.run.RunStatus;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/** Finishes what a run that died between its commit and its last rename left. */
public final class QuarantineRecovery {
  /** How a run stands, by its number and token; empty if the ledger has none such. */
  @FunctionalInterface
  public interface Ledger {
    Optional<RunStatus> status(long runId, String token);
  }

  private QuarantineRecovery() {}

  /**
   * Settles what was published.
   *
   * @param loading the batch whose unpublished quarantine files are obsolete now, if any
   * @param said told what cannot be settled, and is no matter of that batch
   */
  public static void settle(
      Ledger ledger,
      QuarantineFolder quarantine,
      Optional<LocalDate> loading,
      Consumer<String> said) {
    for (String folder : quarantine.unsettled()) {
      int dash = folder.indexOf('-');
      Optional<RunStatus> status =
          ledger.status(Long.parseLong(folder.substring(0, dash)), folder.substring(dash + 1));
      if (status.filter(RunStatus.PUBLISHED::equals).isPresent()) {
        settle(quarantine, folder, loading, said);
      } else if (status.isPresent()) {
        loading.ifPresent(batch -> quarantine.discard(folder, batch));
      }
    }
  }

  /** What one batch left must not stop others. */
  private static void settle(
      QuarantineFolder quarantine,
      String folder,
      Optional<LocalDate> loading,
      Consumer<String> said) {
    try {
      quarantine.settle(folder);
    } catch (LoaderException e) {
      if (loading.filter(batch -> quarantine.isOf(folder, batch)).isPresent()) {
        throw e;
      }
      said.accept(e.getMessage());
    }
  }
}
