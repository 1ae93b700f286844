package io.loadstar.pipeline;

import io.loadstar.batch.InputFile;
import io.loadstar.model.run.LoadReport;
import io.loadstar.model.star.Star;
import io.loadstar.read.InputFolder;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Loads one batch. */
public final class Load {
  private final LoadRequest request;
  private final RuntimeStartup startup;
  private final Clock clock;
  private final Progress progress;

  public Load(LoadRequest request, RuntimeStartup startup, Clock clock, Progress progress) {
    this.request = request;
    this.startup = startup;
    this.clock = clock;
    this.progress = progress;
  }

  /** Loads the batch, wholly or not at all. */
  public LoadReport run() {
    AreaSetup setup = request.setup();
    Star star = AreaSchema.star(setup, startup.spark());
    Map<String, List<InputFile>> files =
        InputFolder.find(
            setup.area(),
            request.input(),
            request.batchDate(),
            startup.spark().sparkContext().hadoopConfiguration());
    try (AreaRun run = AreaRun.open(setup, star, startup, clock, progress)) {
      return run.load(request.batchDate(), request.input(), files);
    }
  }
}
