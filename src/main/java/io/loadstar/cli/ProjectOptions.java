package io.loadstar.cli;

import io.loadstar.cli.output.ConsoleProgress;
import io.loadstar.pipeline.Check;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the project is and how results are shown. */
final class ProjectOptions {
  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "Folder with db/, quarantine/ and .loadstar/ (default: the current one).")
  private Path project = Path.of("");

  @Option(names = "--json", description = "Print the result as JSON, and nothing else, on stdout.")
  private boolean json;

  @Option(names = "--quiet", description = "Print errors only.")
  private boolean quiet;

  boolean isJson() {
    return json;
  }

  boolean isQuiet() {
    return quiet;
  }

  /**
   * Lines for what is under way, on stderr where stdout is for JSON; a bar where a person looks on.
   */
  ConsoleProgress progress(Terminal terminal) {
    return new ConsoleProgress(
        json ? terminal.err() : terminal.out(), quiet, terminal.isInteractive() && !json);
  }

  Path directory(Terminal terminal) {
    return terminal.directory().resolve(project).normalize();
  }

  Check areas(Terminal terminal) {
    return new Check(directory(terminal).resolve("db"));
  }

  Path quarantine(Terminal terminal) {
    return directory(terminal).resolve("quarantine");
  }
}
