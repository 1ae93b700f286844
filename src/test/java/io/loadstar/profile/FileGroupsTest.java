package io.loadstar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.batch.SampledFile;
import io.loadstar.model.FormatSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileGroupsTest {
  private static FileGroups of(String... paths) {
    return FileGroups.of(
        Arrays.stream(paths)
            .map(
                path ->
                    new SampledFile(
                        path,
                        FormatSpec.of(FormatSpec.Kind.CSV),
                        List.of("id"),
                        List.of(List.of("1")),
                        true,
                        0))
            .toList());
  }

  private static List<String> shown(FileGroups groups) {
    return groups.sources().stream()
        .map(source -> source.name() + " " + source.path() + " " + source.files().size())
        .toList();
  }

  @Test
  void daysInTheNamesOfFiles() {
    FileGroups groups =
        of("/data/orders_20250601.csv", "/data/orders_20250602.csv", "/data/Kunden-2025-06-01.csv");
    assertThat(groups.input()).isEqualTo("/data");
    assertThat(shown(groups))
        .containsExactly(
            "kunden Kunden-{batch_date}.csv 1", "orders orders_{batch_date:yyyyMMdd}.csv 2");
  }

  @Test
  void daysInTheNamesOfFolders() {
    FileGroups groups =
        of("/data/date=2025-06-01/events.json", "/data/date=2025-06-02/events.json");
    assertThat(groups.input()).isEqualTo("/data/date={batch_date}");
    assertThat(shown(groups)).containsExactly("events events.json 2");
  }

  @Test
  void partsOfOneSource() {
    FileGroups groups = of("/data/log/part-0001.csv", "/data/log/part-0002.csv");
    assertThat(shown(groups)).containsExactly("part part-*.csv 2");
  }

  @Test
  void filesWithoutADay() {
    FileGroups groups = of("/data/a.csv", "/data/more/b.csv");
    assertThat(groups.input()).isEqualTo("/data");
    assertThat(shown(groups)).containsExactly("a a.csv 1", "b more/b.csv 1");
  }
}
