package io.loadstar.cli.output;

import io.loadstar.model.run.LoadReport;
import io.loadstar.model.run.SourceCounts;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a {@link LoadReport} for people. */
public final class ConsoleReport {
  private final PrintWriter out;

  public ConsoleReport(PrintWriter out) {
    this.out = out;
  }

  /** Tells how long the person has waited, which is longer than the run. */
  public void printSinceStart(LoadReport report) {
    print(report, ManagementFactory.getRuntimeMXBean().getUptime());
  }

  public void print(LoadReport report) {
    print(report, report.milliseconds());
  }

  private void print(LoadReport report, long milliseconds) {
    out.println();
    out.printf(
        Locale.ROOT,
        "Published batch %s of '%s' as run %d in %.1f s.%n%n",
        report.batchDate(),
        report.subjectArea(),
        report.runId(),
        milliseconds / 1000.0);
    sources(report);
    out.println();
    new TextTable(
            List.of("table", "staged", "written"),
            report.tables().stream()
                .map(table -> List.<Object>of(table.table(), table.staged(), table.written()))
                .toList())
        .print(out);
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(note -> out.println("  " + note));
    }
    if (!report.rules().isEmpty()) {
      out.println();
      new TextTable(
              List.of("broken rule", "column", "records", "so they were"),
              report.rules().stream()
                  .map(
                      rule ->
                          List.<Object>of(
                              rule.source() + "." + rule.rule(),
                              rule.column(),
                              rule.records(),
                              fate(rule.severity())))
                  .toList())
          .print(out);
      out.println();
      out.println(
          report.quarantined() == 0
              ? "Nothing was quarantined."
              : "Quarantined records, whole, with all reasons: " + report.quarantine());
    }
  }

  private void sources(LoadReport report) {
    boolean isSomethingLeftOut = report.sources().stream().anyMatch(one -> one.leftOut() > 0);
    List<String> names =
        new ArrayList<>(List.of("source", "read", "loaded", "quarantined", "duplicates"));
    List<List<Object>> rows = new ArrayList<>();
    for (SourceCounts source : report.sources()) {
      List<Object> row =
          new ArrayList<>(
              List.of(
                  source.source(),
                  source.read(),
                  source.loaded(),
                  source.quarantined(),
                  source.duplicates()));
      if (isSomethingLeftOut) {
        row.add(source.leftOut());
      }
      rows.add(row);
    }
    if (isSomethingLeftOut) {
      names.add("left out");
    }
    new TextTable(names, rows).print(out);
  }

  private static String fate(String severity) {
    return switch (severity) {
      case "warn" -> "loaded, with a warning";
      case "null" -> "loaded, the value as null";
      case "default" -> "loaded, the value as the default";
      default -> "quarantined";
    };
  }
}
