package io.loadstar.cli;

import io.loadstar.pipeline.Progress;
import java.io.PrintWriter;

/** A line per station as it happens; on stderr where stdout is for JSON. */
final class ConsoleProgress implements Progress {
  private final PrintWriter out;
  private final boolean isQuiet;

  ConsoleProgress(Terminal terminal, ProjectOptions project) {
    this.out = project.isJson() ? terminal.err() : terminal.out();
    this.isQuiet = project.isQuiet();
  }

  @Override
  public void station(String station, String text) {
    if (!isQuiet) {
      out.printf("%-11s %s%n", station, text);
      out.flush();
    }
  }
}
