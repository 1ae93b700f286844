package io.loadstar.dialect;

import io.loadstar.error.DialectErrors;
import io.loadstar.model.BridgeSpec;
import io.loadstar.model.ColumnType;
import io.loadstar.model.DimensionSpec;
import io.loadstar.model.FactSpec;
import io.loadstar.model.Relation;
import io.loadstar.model.SubjectArea;
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

  /**
   * Arrays that a table keeps and no bridge takes apart: there they are texts, and no query of BI's
   * can ask for an element.
   */
  public static List<SqlFinding> arraysWithoutBridge(SubjectArea area) {
    List<SqlFinding> findings = new ArrayList<>();
    for (DimensionSpec dimension : area.dimensions()) {
      arrays(area, dimension.from(), dimension.attributes(), dimension.bridges())
          .forEach(name -> findings.add(array(area, dimension.name(), name, dimension.line())));
    }
    for (FactSpec fact : area.facts()) {
      arrays(area, fact.from(), fact.keptColumns(), fact.bridges())
          .forEach(name -> findings.add(array(area, fact.name(), name, fact.line())));
    }
    return findings;
  }

  private static Stream<String> arrays(
      SubjectArea area, String from, List<String> columns, List<BridgeSpec> bridges) {
    Relation source = area.relation(from).orElseThrow();
    return columns.stream()
        .filter(
            name ->
                source
                    .column(name)
                    .filter(column -> column.type().kind() == ColumnType.Kind.ARRAY)
                    .isPresent())
        .filter(name -> bridges.stream().noneMatch(bridge -> bridge.array().equals(name)));
  }

  private static SqlFinding array(SubjectArea area, String table, String column, int line) {
    return new SqlFinding(
        area.name() + ".yaml",
        line,
        "array-without-bridge",
        "'" + column + "' of " + table + " is a text there: give it a bridge",
        RedshiftTableRules.TYPES);
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
