package io.loadstar.cli;

import io.loadstar.pipeline.Init;
import io.loadstar.profile.ColumnProfile;
import io.loadstar.profile.FileGroups;
import io.loadstar.profile.SourceProfile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Verb profile. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the columns of files hold: types, gaps, different values, lengths, common values.",
      "Of a large file the first 20,000 records are read."
    },
    footer = {"", "Example: loadstar profile /data/shop/orders.csv"})
final class ProfileCommand implements Callable<Integer> {
  private static final int COMMON = 3;
  private static final int LONGEST = 24;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILES",
      description = "Files, or folders with files: CSV, JSON or Parquet.")
  private List<Path> files;

  @Mixin private ProjectOptions project;

  private final Terminal terminal;

  ProfileCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FileGroups groups =
        Init.groups(
            files.stream().map(file -> terminal.directory().resolve(file).normalize()).toList());
    if (project.isJson()) {
      Json.print(terminal.out(), groups.sources().stream().map(ProfileCommand::json).toList());
    } else if (!project.isQuiet()) {
      groups.sources().forEach(this::print);
    }
    return 0;
  }

  private void print(SourceProfile source) {
    long rows = source.rows();
    terminal.out().println();
    terminal
        .out()
        .println(
            "%s: %,d records of %s%s"
                .formatted(
                    source.path(),
                    rows,
                    source.files().size() == 1 ? "one file" : source.files().size() + " files",
                    source.files().stream().allMatch(file -> file.isWhole())
                        ? ""
                        : ", the first of each"));
    terminal.out().println();
    new TextTable(
            List.of("column", "type", "no value", "different", "shortest", "longest", "common"),
            source.columns().stream().map(ProfileCommand::row).toList())
        .print(terminal.out());
  }

  private static List<Object> row(ColumnProfile column) {
    return List.of(
        Terminal.harmless(column.name()),
        type(column),
        column.nulls(),
        column.isUnique() ? "all" : String.valueOf(column.distinct()),
        column.shortest(),
        column.longest(),
        Terminal.harmless(
            String.join(
                ", ", column.commonest(COMMON).stream().map(ProfileCommand::shown).toList())));
  }

  private static String shown(String value) {
    String line = value.replaceAll("\\s+", " ");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + ".." : line;
  }

  private static String type(ColumnProfile column) {
    String kind = column.type().kind().name().toLowerCase(Locale.ROOT);
    String misfits = column.type().misfitCount() == 0 ? "" : " but " + column.type().misfitCount();
    return kind + misfits;
  }

  private static Map<String, Object> json(SourceProfile source) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("path", source.path());
    shown.put("records", source.rows());
    shown.put("columns", source.columns().stream().map(ProfileCommand::json).toList());
    return shown;
  }

  private static Map<String, Object> json(ColumnProfile column) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("name", column.name());
    shown.put("type", column.type().kind().name().toLowerCase(Locale.ROOT));
    shown.put("misfits", column.type().misfitCount());
    shown.put("without_value", column.nulls());
    shown.put("different", column.distinct());
    shown.put("is_unique", column.isUnique());
    shown.put("shortest", column.shortest());
    shown.put("longest", column.longest());
    shown.put("common", column.commonest(COMMON));
    return shown;
  }
}
