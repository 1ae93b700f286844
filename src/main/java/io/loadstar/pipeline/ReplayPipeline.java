package io.loadstar.pipeline;

import io.loadstar.model.LoadReport;
import io.loadstar.quarantine.QuarantineFolder;
import io.loadstar.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Judges quarantined records again, batch by batch, each wholly or not at all. */
public final class ReplayPipeline {
  private final Function<LocalDate, LoadRequest> requests;
  private final ReplaySelection selection;
  private final Engines engines;
  private final Progress progress;

  /**
   * A replay.
   *
   * @param requests the request of a batch
   */
  public ReplayPipeline(
      Function<LocalDate, LoadRequest> requests,
      ReplaySelection selection,
      Engines engines,
      Progress progress) {
    this.requests = requests;
    this.selection = selection;
    this.engines = engines;
    this.progress = progress;
  }

  /**
   * Replays one batch, or all that have quarantined records, oldest first.
   *
   * @param done told of each batch as it is published
   */
  public List<LoadReport> run(Optional<LocalDate> batchDate, Consumer<LoadReport> done) {
    List<LoadReport> reports = new ArrayList<>();
    LoadRequest any = requests.apply(batchDate.orElse(LocalDate.EPOCH));
    QuarantineFolder folder =
        new QuarantineFolder(
            any.quarantine(),
            any.area().name(),
            engines.spark().sparkContext().hadoopConfiguration());
    settle(any, folder);
    for (LocalDate batch : folder.batches()) {
      boolean isAsked =
          batchDate.map(batch::equals).orElse(true)
              && selection.from().map(from -> from.batches().contains(batch)).orElse(true);
      if (isAsked) {
        LoadPipeline pipeline =
            new LoadPipeline(requests.apply(batch), engines, Clock.systemUTC(), progress);
        pipeline
            .replay(folder, selection)
            .ifPresent(
                report -> {
                  done.accept(report);
                  reports.add(report);
                });
      }
    }
    return reports;
  }

  /** A batch whose last run died after its commit has records that are not in their place yet. */
  private void settle(LoadRequest any, QuarantineFolder folder) {
    if (!folder.unsettled().isEmpty()) {
      try (AreaSession session =
          new AreaSession(
              new Warehouse(engines.warehouse()), any.area().name(), Clock.systemUTC())) {
        Leftovers.settle(session.ledger(), folder, Optional.empty());
      }
    }
  }
}
