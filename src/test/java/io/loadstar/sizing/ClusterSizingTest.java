package io.loadstar.sizing;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.sizing.ClusterSizing.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterSizingTest {
  private static Map<String, String> settings(String input, int nodes, int cores, String memory) {
    return ClusterSizing.of(
            Bytes.parsed(input).orElseThrow(),
            nodes,
            cores,
            Bytes.parsed(memory).orElseThrow(),
            0.3)
        .stream()
        .collect(Collectors.toMap(Setting::name, Setting::value));
  }

  @Test
  void leavesACoreAndMemoryOfEachNodeToItsSystem() {
    Map<String, String> settings = settings("1TB", 10, 16, "64g");
    assertThat(settings)
        .containsEntry("spark.executor.cores", "5")
        .containsEntry("spark.executor.instances", "29")
        .containsEntry("tasks that read", "32768")
        .containsEntry("minutes to stage", "15")
        .containsEntry("largest task by a hot key", "307 GB");
    int heap = megabytes(settings, "spark.executor.memory");
    int overhead = megabytes(settings, "spark.executor.memoryOverhead");
    assertThat(3 * (heap + overhead)).isBetween(63 * 1024 - 3, 63 * 1024);
  }

  private static int megabytes(Map<String, String> settings, String name) {
    return Integer.parseInt(settings.getOrDefault(name, "0").replace("m", ""));
  }

  @Test
  void smallNodesHaveOneExecutor() {
    assertThat(settings("100 GB", 2, 2, "8GiB"))
        .containsEntry("spark.executor.cores", "1")
        .containsEntry("spark.executor.instances", "1");
  }

  /** The table in docs/cluster.md is what the command computes. */
  @Test
  void tableOfTheDocsIsTrue() throws IOException {
    List<String> rows =
        Stream.of("100GB", "500GB", "1TB")
            .map(
                input -> {
                  Map<String, String> settings = settings(input, 10, 16, "64g");
                  return Stream.of(
                          "spark.executor.instances",
                          "spark.executor.cores",
                          "spark.executor.memory",
                          "spark.executor.memoryOverhead",
                          "spark.driver.memory",
                          "spark.sql.shuffle.partitions",
                          "tasks that read",
                          "minutes to stage")
                      .map(name -> settings.getOrDefault(name, ""))
                      .collect(Collectors.joining(" | ", "| " + input + " | ", " |"));
                })
            .toList();
    assertThat(Files.readString(Path.of("docs/cluster.md"))).contains(rows);
  }

  @Test
  void saysWhatDoesNotFit() {
    assertThat(ClusterSizing.warnings(1L << 40, 1, 8, 2 * Bytes.GIB))
        .anyMatch(warning -> warning.contains("a load needs 1 GB a core"));
    assertThat(ClusterSizing.warnings(Bytes.GIB, 10, 16, 64 * Bytes.GIB))
        .containsExactly(
            "32 tasks read the input, and there are 150 cores: fewer nodes do as well.");
    assertThat(ClusterSizing.warnings(1L << 40, 10, 16, 64 * Bytes.GIB)).isEmpty();
  }

  @Test
  void readsSizesAsPeopleWriteThem() {
    assertThat(List.of("1TB", "1024 gb", "1048576m").stream().map(Bytes::parsed).distinct())
        .hasSize(1);
    assertThat(Bytes.parsed("many")).isEmpty();
    assertThat(Bytes.parsed("0.5k")).contains(512L);
  }
}
