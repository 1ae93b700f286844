package io.loadstar.dialect;

import io.loadstar.error.DialectErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The SQL files of an area, held against an engine's rules. */
public final class AreaDialect {
  /** Folders whose SQL runs on Redshift; that of other engines does not. */
  private static final List<String> FOLDERS = List.of("common", "redshift", "marts", "queries");

  private AreaDialect() {}

  /**
   * What the area's SQL breaks.
   *
   * @param area the area's folder below {@code db}
   */
  public static List<SqlFinding> redshift(Path area) {
    List<SqlFinding> findings = new ArrayList<>();
    for (String folder : FOLDERS) {
      for (Path file : files(area.resolve(folder))) {
        findings.addAll(RedshiftRules.findings(folder + "/" + file.getFileName(), text(file)));
      }
    }
    return findings;
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    } catch (IOException e) {
      throw DialectErrors.notReadable(folder.toString(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw DialectErrors.notReadable(file.toString(), e);
    }
  }
}
