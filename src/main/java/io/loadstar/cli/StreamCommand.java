package io.loadstar.cli;

import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.cli.output.Json;
import io.loadstar.cli.output.Printable;
import io.loadstar.error.Counted;
import io.loadstar.error.ExitCode;
import io.loadstar.error.StreamErrors;
import io.loadstar.model.PathPattern;
import io.loadstar.model.SubjectArea;
import io.loadstar.model.run.LoadReport;
import io.loadstar.pipeline.AreaSetup;
import io.loadstar.pipeline.RuntimeStartup;
import io.loadstar.pipeline.Stream;
import io.loadstar.read.NewFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verb stream. */
@Command(
    name = "stream",
    mixinStandardHelpOptions = true,
    description = {
      "Takes new files as they come, each exactly once, and adds them to their batches.",
      "A file's path names its batch. Ctrl-C or SIGTERM ends it after the micro-batch in hand."
    },
    footer = {
      "",
      "Example: loadstar stream commerce --checkpoint /var/lib/loadstar/commerce --trigger 10s"
    })
final class StreamCommand implements Callable<Integer> {
  private static final Path CHECKPOINTS = Path.of("target", "checkpoints");

  @Parameters(paramLabel = "AREA", description = "Subject area, a folder of db/.")
  private String area;

  @Option(
      names = "--input",
      paramLabel = "DIR",
      description = "Folder below which files appear (default: 'input' of the spec).")
  private @Nullable String input;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Where the stream remembers which files it has seen (default: a folder of the project's"
              + " target/checkpoints/). If it is lost, the ledger still knows what was taken.")
  private @Nullable String checkpoint;

  @Option(
      names = "--trigger",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How often to look for files: a number and s, m or h (default: 30s).")
  private String trigger;

  @Option(names = "--once", description = "Take all files that are there, then end.")
  private boolean once;

  @Option(
      names = "--max-files",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Files of a micro-batch at most (default: 1000).")
  private int maxFiles;

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description = "Root of the quarantine (default: quarantine/ of the project).")
  private @Nullable String quarantine;

  @Mixin private ProjectOptions project;
  @Mixin private WarehouseOptions warehouse;
  @Mixin private SparkOptions spark;

  /** Read by {@link Main}, which knows how the command ended. */
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private NotifyOptions notify;

  private final Terminal terminal;

  StreamCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    SubjectArea spec = project.areas(terminal).read(area);
    NewFiles.Watched watched = watched(spec);
    ConsoleProgress progress = project.progress(terminal);
    RuntimeStartup startup =
        RuntimeStartup.forLoads(
            spark.master(terminal),
            spec,
            () -> warehouse.of(terminal, project.directory(terminal)));
    StopSignal stop = StopSignal.watch(terminal);
    Stream stream =
        new Stream(
            setup(spec),
            watched,
            startup,
            Clock.systemUTC(),
            // Of stations there would be seven lines a micro-batch.
            (station, text) -> {
              if (station.isEmpty()) {
                progress.station("", text);
              }
            });
    if (!project.isJson() && !project.isQuiet()) {
      terminal
          .out()
          .println("Watching " + watched.folder() + (once ? ", once" : ", every " + trigger));
      terminal.out().flush();
    }
    boolean isTooMuch = stream.run(stop::isAsked, this::print);
    return (isTooMuch ? ExitCode.QUARANTINE_THRESHOLD : ExitCode.LOADED).code();
  }

  private NewFiles.Watched watched(SubjectArea spec) {
    if (maxFiles < 1) {
      throw StreamErrors.badMaxFiles();
    }
    String folder =
        input == null
            ? InputOptions.located(
                spec.input().orElseThrow(() -> StreamErrors.noInput(area)),
                project.directory(terminal))
            : InputOptions.located(input, terminal.directory());
    String place =
        checkpoint == null
            ? project.directory(terminal).resolve(CHECKPOINTS).resolve(area).toString()
            : InputOptions.located(checkpoint, terminal.directory());
    String root = PathPattern.fixedFolders(folder);
    if ((place + "/").startsWith(root + "/")) {
      throw StreamErrors.checkpointInside(place, root);
    }
    String dated = folder.equals(root) ? "" : folder.substring(root.length() + 1);
    return new NewFiles.Watched(
        root, dated, place, once ? Optional.empty() : Optional.of(every()), maxFiles);
  }

  private Duration every() {
    return TimeOption.of("--trigger", trigger);
  }

  private AreaSetup setup(SubjectArea spec) {
    String root =
        quarantine == null
            ? project.quarantine(terminal).toString()
            : InputOptions.located(quarantine, terminal.directory());
    return new AreaSetup(spec, project.areas(terminal).folder(area), root);
  }

  private void print(Stream.Epoch epoch) {
    if (project.isJson()) {
      Json.printLine(terminal.out(), epoch);
    } else if (!project.isQuiet()) {
      for (LoadReport report : epoch.published()) {
        terminal
            .out()
            .printf(
                "%-15s %s  read %,d, loaded %,d, quarantined %,d, duplicate %,d%n",
                "micro-batch " + epoch.epoch(),
                report.batchDate(),
                report.read(),
                report.loaded(),
                report.quarantined(),
                report.duplicates());
      }
      terminal
          .out()
          .printf(
              "%-15s %s in %.1f s%n",
              epoch.published().isEmpty() ? "micro-batch " + epoch.epoch() : "",
              Counted.of(epoch.files(), "file"),
              epoch.milliseconds() / 1000.0);
    }
    if (!project.isJson()) {
      epoch
          .notes()
          .forEach(note -> terminal.err().println("loadstar: " + Printable.harmless(note)));
    }
    warnIfSlow(epoch);
    terminal.out().flush();
    terminal.err().flush();
  }

  private void warnIfSlow(Stream.Epoch epoch) {
    if (!once && epoch.milliseconds() > every().toMillis()) {
      terminal
          .err()
          .printf(
              "loadstar: micro-batch %d took longer than the %s between two looks, so files wait:"
                  + " a longer --trigger takes more files at once, which costs less for each.%n",
              epoch.epoch(), trigger);
    }
  }
}
