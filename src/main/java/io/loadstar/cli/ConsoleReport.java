package io.loadstar.cli;

import io.loadstar.model.run.LoadReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints a {@link LoadReport} for people. */
final class ConsoleReport {
  private final PrintWriter out;

  ConsoleReport(PrintWriter out) {
    this.out = out;
  }

  void print(LoadReport report) {
    out.println();
    out.printf(
        Locale.ROOT,
        "Published batch %s of '%s' as run %d in %.1f s.%n%n",
        report.batchDate(),
        report.subjectArea(),
        report.runId(),
        report.milliseconds() / 1000.0);
    new TextTable(
            List.of("source", "read", "loaded", "quarantined", "duplicates"),
            report.sources().stream()
                .map(
                    source ->
                        List.<Object>of(
                            source.source(),
                            source.read(),
                            source.loaded(),
                            source.quarantined(),
                            source.duplicates()))
                .toList())
        .print(out);
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

  private static String fate(String severity) {
    return switch (severity) {
      case "warn" -> "loaded, with a warning";
      case "null" -> "loaded, the value as null";
      case "default" -> "loaded, the value as the default";
      default -> "quarantined";
    };
  }
}
