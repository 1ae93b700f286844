package io.loadstar.cli.output;

import io.loadstar.error.Counted;
import io.loadstar.model.profile.ColumnStatistics;
import io.loadstar.model.profile.SourceStatistics;
import io.loadstar.model.profile.Statistics;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** Statistics as tables of text. */
public final class ProfileText {
  private static final int COMMON = 2;
  private static final int LONGEST = 19;

  private static final List<String> COLUMNS =
      List.of(
          "column",
          "type",
          "no value",
          "different",
          "length",
          "least",
          "greatest",
          "common",
          "pattern");

  private ProfileText() {}

  public static void print(Statistics statistics, PrintWriter out) {
    statistics.sources().forEach(source -> print(source, out));
    if (!statistics.overlaps().isEmpty()) {
      out.println();
      out.println("Values that are another source's keys");
      statistics
          .overlaps()
          .forEach(
              overlap ->
                  out.println(
                      "  %s%d%% of %s are in %s"
                          .formatted(
                              overlap.isExact() ? "" : "~",
                              (int) (overlap.share() * 100),
                              Printable.harmless(overlap.column()),
                              Printable.harmless(overlap.in()))));
    }
  }

  private static void print(SourceStatistics source, PrintWriter out) {
    out.println();
    out.println(
        "%s: %s of %s%s"
            .formatted(
                Printable.harmless(source.path()),
                Counted.of(source.records(), "record"),
                source.files() == 1 ? "one file" : Counted.of(source.files(), "file"),
                source.broken() == 0
                    ? ""
                    : "; "
                        + Counted.of(source.broken(), "more record")
                        + " cannot be taken apart"));
    out.println();
    new TextTable(COLUMNS, source.columns().stream().map(ProfileText::row).toList()).print(out);
    source.withheld().forEach(name -> out.println("  " + name + " is personal: nothing is shown."));
    keys(source, out);
  }

  private static void keys(SourceStatistics source, PrintWriter out) {
    for (ColumnStatistics column : source.columns()) {
      if (column.uniqueFiles() > 0) {
        out.println(
            "  Records have different values of %s%s in %s."
                .formatted(
                    column.isExact() ? "" : "(by an estimate) ",
                    Printable.harmless(column.name()),
                    source.files() == 1
                        ? "the file"
                        : "%d of %d files".formatted(column.uniqueFiles(), source.files())));
      }
    }
    if (!source.key().isEmpty()) {
      out.println(
          "  Of the first records no two have the same "
              + Printable.harmless(String.join(", ", source.key()))
              + ".");
    }
  }

  private static List<Object> row(ColumnStatistics column) {
    return List.of(
        Printable.harmless(column.name()),
        column.type() + (column.misfits() == 0 ? "" : " but " + column.misfits()),
        column.withoutValue(),
        column.isUnique() ? "all" : (column.isExact() ? "" : "~") + column.different(),
        column.shortest() == column.longest()
            ? String.valueOf(column.longest())
            : column.shortest() + ".." + column.longest(),
        shown(column.least()),
        shown(column.greatest()),
        common(column),
        column.patterns().isEmpty() ? "" : shown(column.patterns().get(0).value()));
  }

  /** Where each value is another one, none is common. */
  private static String common(ColumnStatistics column) {
    if (column.common().isEmpty() || column.common().get(0).records() == 1) {
      return "";
    }
    return column.common().stream()
        .limit(COMMON)
        .map(value -> shown(value.value()))
        .collect(Collectors.joining(", "));
  }

  private static String shown(String value) {
    String line = Printable.harmless(value.replaceAll("\\s+", " "));
    return line.length() > LONGEST ? line.substring(0, LONGEST) + ".." : line;
  }
}
