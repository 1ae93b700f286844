package io.loadstar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.loadstar.support.Folders;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages about areas are made from their specs. */
class DocsTest {
  @TempDir Path folder;

  private Project.Result docs(String area, String... more) {
    String[] arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("docs", area, "--project", Project.ROOT.toString()),
                java.util.Arrays.stream(more))
            .toArray(String[]::new);
    return Project.at(folder).run(arguments);
  }

  /** With {@code -Dcases.write=true} they are written anew. */
  @ParameterizedTest
  @ValueSource(strings = {"edtech", "learning", "engagement", "commerce"})
  void pagesOfShippedAreasAreWhatTheirSpecsSay(String area) {
    Project.Result result = docs(area);
    assertThat(result.exitCode()).as(result.err()).isZero();
    Path page = Project.ROOT.resolve("docs/areas/" + area + ".md");
    if (Boolean.getBoolean("cases.write")) {
      Folders.write(page, result.out());
    }
    assertThat(result.out()).isEqualTo(Folders.read(page));
  }

  @Test
  void thePageStandsByItself() {
    assertThat(docs("commerce", "--to", "commerce.html").out()).isEqualTo("Wrote commerce.html.\n");
    String page = Folders.read(folder.resolve("commerce.html"));
    assertThat(page)
        .contains("<svg", "<h3 id=\"fact_event\">", "row of dim_product by product_id")
        .contains("refreshed by date_key", "<h3 id=\"funnel\">")
        .doesNotContain("http://", "https://", "<script", "<link");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    assertThat(docs("commerce", "--to", "none/page.html").err())
        .contains("none/page.html cannot be written", "Name another with --to.");
  }
}
