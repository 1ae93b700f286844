package io.loadstar.pipeline;

import io.loadstar.ledger.RunLedger;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.star.Star;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.quarantine.QuarantineRecovery;
import io.loadstar.quarantine.ReplaySelection;
import io.loadstar.warehouse.AreaLease;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Validates quarantined records again, batch by batch, each wholly or not at all. */
public final class Replay {
  private final AreaSetup setup;
  private final ReplaySelection selection;
  private final RuntimeStartup startup;
  private final Clock clock;
  private final Progress progress;

  public Replay(
      AreaSetup setup,
      ReplaySelection selection,
      RuntimeStartup startup,
      Clock clock,
      Progress progress) {
    this.setup = setup;
    this.selection = selection;
    this.startup = startup;
    this.clock = clock;
    this.progress = progress;
  }

  /**
   * Replays one batch, or all that have quarantined records, oldest first.
   *
   * @param done told of each batch as it is published
   */
  public List<LoadReport> run(Optional<LocalDate> batchDate, Consumer<LoadReport> done) {
    List<LocalDate> batches = batches(batchDate);
    List<LoadReport> reports = new ArrayList<>();
    if (batches.isEmpty()) {
      return reports;
    }
    Star star = AreaSchema.star(setup, startup.spark());
    try (AreaRun run = AreaRun.open(setup, star, startup, clock, progress)) {
      for (LocalDate batch : batches) {
        run.replay(batch, selection)
            .ifPresent(
                report -> {
                  done.accept(report);
                  reports.add(report);
                });
      }
    }
    return reports;
  }

  private List<LocalDate> batches(Optional<LocalDate> wanted) {
    QuarantineFolder folder =
        new QuarantineFolder(
            setup.quarantine(),
            setup.area().name(),
            startup.spark().sparkContext().hadoopConfiguration());
    settle(folder);
    return folder.batches().stream()
        .filter(batch -> wanted.map(batch::equals).orElse(true))
        .filter(batch -> selection.from().map(from -> from.batches().contains(batch)).orElse(true))
        .toList();
  }

  /** A batch whose last run died after its commit has records that are not in their place yet. */
  private void settle(QuarantineFolder folder) {
    if (!folder.unsettled().isEmpty()) {
      try (AreaLease lease = new AreaLease(startup.warehouse(), setup.area().name())) {
        RunLedger ledger = new RunLedger(lease.session(), clock);
        QuarantineRecovery.settle(
            ledger::status, folder, Optional.empty(), text -> progress.station("", text));
      }
    }
  }
}
