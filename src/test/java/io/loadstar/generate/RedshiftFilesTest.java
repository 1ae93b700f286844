package io.loadstar.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.cli.Project;
import io.loadstar.support.Folders;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks the SQL that Redshift gets against AWS's documented rules. It has never run on a Redshift:
 * this is all that is claimed for it.
 */
class RedshiftFilesTest {
  private static final List<Path> AREAS =
      List.of(
          Project.ROOT.resolve("db/edtech"),
          Project.ROOT.resolve("db/learning"),
          Project.ROOT.resolve("db/engagement"),
          Project.ROOT.resolve("db/commerce"),
          generated("shop"));

  /** Words and forms that Redshift documents as unsupported. */
  private static final List<String> UNSUPPORTED =
      List.of(
          "\\bunlogged\\b",
          "\\bcreate (unique )?index\\b",
          "\\busing brin\\b",
          "\\btext\\b",
          "\\bjsonb?\\b",
          "\\bdo \\$\\$",
          "\\bon conflict\\b",
          "\\breturning\\b",
          "\\bis (not )?distinct from\\b",
          "\\bgenerate_series\\b",
          "\\barray\\[",
          "\\bserial\\b",
          "\\bcheck \\(",
          "\\bnot enforced\\b",
          "\\bnow\\(\\)",
          "\\bcurrent_timestamp\\b",
          "\\btruncate\\b",
          "\\bcommit\\b",
          "\\bstring_agg\\b",
          "\\bfilter \\(where\\b",
          "\\bnulls (first|last)\\b",
          "::");

  /** An area with everything that the shipped ones do not have. */
  private static Path generated(String area) {
    Path folder = Folders.temporary("rules");
    Project.ofResources(area, folder);
    return folder.resolve("db").resolve(area);
  }

  static Stream<Path> filesForRedshift() {
    return AREAS.stream()
        .flatMap(area -> Stream.of("common", "redshift", "queries").map(area::resolve))
        .flatMap(folder -> Folders.list(folder).stream().map(folder::resolve));
  }

  @ParameterizedTest
  @MethodSource("filesForRedshift")
  void holdsNothingThatRedshiftDoesNotKnow(Path file) {
    String sql = code(file);
    assertThat(UNSUPPORTED.stream().filter(form -> Pattern.compile(form).matcher(sql).find()))
        .isEmpty();
  }

  static Stream<Path> merges() {
    return filesForRedshift().filter(file -> file.toString().contains("R__merge_"));
  }

  @ParameterizedTest
  @MethodSource("merges")
  void mergeHasAnUnaliasedTargetAndExactlyTwoBranches(Path file) {
    String sql = code(file);
    assertThat(sql).containsPattern("merge into \\w+\\.(dim_\\w+)\\s+using");
    assertThat(sql.split("when matched then update set", -1)).hasSize(2);
    assertThat(sql.split("when not matched then insert \\(", -1)).hasSize(2);
    assertThat(sql.indexOf("when matched")).isLessThan(sql.indexOf("when not matched"));
    String set = sql.substring(sql.indexOf("update set"), sql.indexOf("when not matched"));
    assertThat(set)
        .as("SET takes column names without the table's")
        .doesNotContainPattern("dim_\\w+\\.\\w+ =");
  }

  @ParameterizedTest
  @MethodSource("filesForRedshift")
  void identifiersAndTypesAreWithinLimits(Path file) {
    Pattern.compile("varchar\\((\\d+)\\)")
        .matcher(code(file))
        .results()
        .forEach(found -> assertThat(Integer.parseInt(found.group(1))).isLessThanOrEqualTo(65535));
    Pattern.compile("[a-z_][a-z0-9_]*")
        .matcher(code(file))
        .results()
        .forEach(found -> assertThat(found.group().length()).isLessThanOrEqualTo(127));
  }

  /** Without comments and string literals. */
  private static String code(Path file) {
    return Folders.read(file)
        .toLowerCase(Locale.ROOT)
        .replaceAll("--[^\n]*", "")
        .replaceAll("'[^']*'", "''");
  }
}
