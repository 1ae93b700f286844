package io.loadstar.pipeline;

import io.loadstar.model.run.LoadReport;
import io.loadstar.model.star.Star;
import java.time.Clock;
import java.time.LocalDate;

/** Takes back what a batch contributed, as if it had never been loaded. */
public final class Retract {
  private final AreaSetup setup;
  private final RuntimeStartup startup;
  private final Clock clock;
  private final Progress progress;

  public Retract(AreaSetup setup, RuntimeStartup startup, Clock clock, Progress progress) {
    this.setup = setup;
    this.startup = startup;
    this.clock = clock;
    this.progress = progress;
  }

  /** Retracts the batch, wholly or not at all. */
  public LoadReport run(LocalDate batchDate) {
    Star star = AreaSchema.star(setup, startup.spark());
    try (AreaRun run = AreaRun.open(setup, star, startup, clock, progress)) {
      return run.retract(batchDate);
    }
  }
}
