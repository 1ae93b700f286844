package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.bench.BenchStars;
import io.loadstar.support.TestWarehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark compares does the same work: the stars are equal, whatever their speed. */
@Tag("slow")
class BenchTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hex", "uuid"})
  void allJobsMakeTheSameStar(String keys) throws Exception {
    Path bench = Project.ROOT.resolve("bench");
    BenchStars stars = new BenchStars(bench, folder.resolve("day"), keys);
    Project project = Project.generated("quiz", stars.spec(), folder.resolve("project"));
    project.loaded("quiz", "2025-06-01", "--input", folder.resolve("day").toString());
    String loaded = stars.of(project.url(), "quiz");
    assertThat(loaded).contains("attempts=1980 rows");
    assertThat(stars.postgres(TestWarehouse.empty())).isEqualTo(loaded);
    assertThat(stars.duckDb(TestWarehouse.empty())).isEqualTo(loaded);
  }
}
