package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A star with roles, an outrigger, a bridge and a grain that may lack a value, as other tools see
 * it.
 */
class SemanticModelsTest {
  private static final Path EXPECTED = Project.ROOT.resolve("src/test/resources/models");

  @TempDir Path folder;

  private Project.Result models(String... arguments) {
    Folders.write(
        folder.resolve("db/hotel/hotel.yaml"), Folders.read(EXPECTED.resolve("hotel.yaml")));
    return Project.at(folder).run(arguments);
  }

  /** With {@code -Dcases.write=true} they are written anew. */
  @ParameterizedTest
  @CsvSource({
    "malloy, hotel.malloy",
    "cube, hotel.yml",
    "cube, shared.yml",
    "dbt, hotel_sources.yml",
    "dbt, shared.yml",
    "dbt, hotel_semantic_models.yml",
    "dbt, hotel_fact_booking.sql",
    "dbt, hotel_dim_city.sql"
  })
  void modelsAreWhatTheSpecMeans(String tool, String file) {
    Project.Result result = models("docs", "hotel", "--models", tool, "--to", "models");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("Wrote models/" + file + ".\n");
    String written = Folders.read(folder.resolve("models").resolve(file));
    Path expected = EXPECTED.resolve(tool).resolve(file);
    if (Boolean.getBoolean("cases.write")) {
      Folders.write(expected, written);
    }
    assertThat(written).isEqualTo(Folders.read(expected));
  }

  @Test
  void theFolderIsAskedFor() {
    Project.Result refused = models("docs", "hotel", "--models", "cube");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("A semantic model is a file or several. Say in which folder: --to models.");
  }

  @Test
  void toolsThatAreNotKnownAreNamed() {
    assertThat(models("docs", "hotel", "--models", "excel").err())
        .contains("expected one of [malloy, cube, dbt]", "but was 'excel'");
  }
}
